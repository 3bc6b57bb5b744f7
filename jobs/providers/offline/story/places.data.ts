/** Kinds of places, the nouns that mean one, and what is seen and heard there. As data, in lower case. */

export type PlaceKind =
  | 'water'
  | 'town'
  | 'wild'
  | 'road'
  | 'home'
  | 'trade'
  | 'office'
  | 'school'
  | 'care'
  | 'law'
  | 'holy'
  | 'inn'
  | 'vehicle'
  | 'transit'
  | 'tower'
  | 'stage'
  | 'space'
  | 'under'
  | 'castle'

interface KindOfPlace {
  inside: boolean
  nouns: string
  /** What is seen; whole sentences. */
  seen: readonly [string, ...string[]]
  /** What is heard: a sentence whose sound stands in capitals in a script. */
  heard: readonly [string, ...string[]]
}

export const PLACE_KINDS: Record<PlaceKind, KindOfPlace> = {
  water: {
    inside: false,
    nouns:
      'river sea ocean lake harbour harbor port pier dock quay jetty beach shore coast bay canal pond ferry boat raft island bank waterfront marina shipyard reef waterfall dam delta fjord lagoon',
    seen: [
      'Wet stone, and a line of weed where the water stood last.',
      'A rope slackens, tightens, slackens.',
      'The far side shows as a dark stripe and three lights.',
      'Gulls stand on one post each and wait.',
      'Everything that is metal here has gone orange.',
      'The water carries a plank past, slowly, as if it had an errand.',
    ],
    heard: [
      'Water SLAPS at wood.',
      'A mooring CREAKS.',
      'Somewhere out there a bell CLANGS.',
      'An engine COUGHS and dies.',
    ],
  },
  town: {
    inside: false,
    nouns:
      'city town village street alley square market neighbourhood neighborhood suburb courtyard yard park playground plaza slum district bridge stadium fairground cemetery graveyard churchyard schoolyard garden rooftop roof favela ghetto cul-de-sac promenade',
    seen: [
      'Shutters half down; a chair keeps somebody’s place on the pavement.',
      'Washing hangs over the street like flags of a small country.',
      'A poster peels, and an older poster looks out from under it.',
      'Light from one window lies across the ground like a mat.',
      'A bicycle without a front wheel has been chained up with care.',
      'Puddles hold more sky than the street does.',
    ],
    heard: [
      'A shutter RATTLES down.',
      'Two streets off, a dog BARKS at nothing.',
      'A moped BUZZES past.',
      'A bell TOLLS the wrong hour.',
    ],
  },
  wild: {
    inside: false,
    nouns:
      'forest wood woods mountain mountains hill valley desert field fields meadow moor swamp marsh jungle plain prairie steppe glacier tundra dune dunes cliff canyon orchard vineyard farm countryside wilderness clearing summit pass camp volcano savannah quarry outback',
    seen: [
      'Grass lies flat in one direction.',
      'A fence runs on for a while and gives up.',
      'The track is two lines with thistles between them.',
      'Far off, something small and upright: a post, or a person.',
      'Cloud shadow crosses the ground at walking pace.',
      'Frost stays where the light has not been yet.',
    ],
    heard: ['Wind HISSES in dry grass.', 'A branch SNAPS.', 'A crow CALLS, once.', 'Stones CRUNCH underfoot.'],
  },
  road: {
    inside: false,
    nouns:
      'road highway motorway crossroads lane trail path gas-station border checkpoint roadside car-park parking-lot driveway',
    seen: [
      'The white line has been mended with whiter paint.',
      'A single shoe lies on the verge.',
      'Headlights come, look at everything and go.',
      'Heat, or fumes, makes the far bend swim.',
      'A sign gives the distance to a place nobody mentions.',
    ],
    heard: ['A lorry ROARS by.', 'Tyres HISS on wet tar.', 'An indicator TICKS.', 'Gravel CRUNCHES.'],
  },
  home: {
    inside: true,
    nouns:
      'house home apartment flat kitchen bedroom bathroom living-room attic cottage cabin hut room hallway corridor porch farmhouse mansion villa nursery dormitory garage shed barn loft study staircase trailer caravan tent greenhouse',
    seen: [
      'Two cups on the drainer, one of them dry.',
      'A coat hangs where nobody hangs coats.',
      'The clock is seven minutes fast and has been for years.',
      'Light falls as far as the third stair.',
      'A drawer does not quite close on what is in it.',
      'One chair stands turned away from the table.',
    ],
    heard: [
      'A pipe KNOCKS in the wall.',
      'The fridge HUMS, stops.',
      'A floorboard CREAKS overhead.',
      'A kettle begins to WHINE.',
    ],
  },
  trade: {
    inside: true,
    nouns:
      'shop bakery workshop factory warehouse store bookshop butcher garage mill brewery forge studio darkroom laundry laundrette supermarket pharmacy tailor-shop foundry kiln boatyard salon barbershop slaughterhouse sawmill pawnshop winery dairy',
    seen: [
      'Tools hang in the outline of themselves; one outline is empty.',
      'Flour, dust or filings: a grey skin on every ledge.',
      'The till is older than the person behind it.',
      'A calendar from three years ago, kept for the picture.',
      'Bare bulbs, set low, over the work and nothing else.',
      'The sign in the door says closed to both sides.',
    ],
    heard: [
      'A bell over the door TINKLES.',
      'Metal RINGS on metal.',
      'A belt SLAPS round and round.',
      'A shutter RATTLES.',
    ],
  },
  office: {
    inside: true,
    nouns:
      'office bank newsroom laboratory lab boardroom archive library museum embassy headquarters parliament ministry call-centre gallery server-room control-room meeting-room skyscraper town-hall post-office data-centre observatory',
    seen: [
      'Strip light; nobody has a shadow.',
      'A plant has grown along the window, looking for a way out.',
      'Folders in three colours, one of them forbidden.',
      'A jacket on the back of a chair claims that its owner is in.',
      'The lift doors open on nobody and close again.',
      'Every desk but one has a photograph on it.',
    ],
    heard: [
      'A strip light BUZZES.',
      'A printer CLACKS awake.',
      'A telephone RINGS at an empty desk.',
      'The lift PINGS.',
    ],
  },
  school: {
    inside: true,
    nouns: 'school classroom university college academy kindergarten gym campus lecture-hall boarding-school',
    seen: [
      'Half a sum is left on the board.',
      'Chairs stand on tables, legs in the air.',
      'A row of hooks, a name over each, one name taped over.',
      'Chalk dust, or its memory, in the light.',
      'Lockers, dented at the height of a kick.',
    ],
    heard: [
      'A bell RINGS for nobody.',
      'Chalk SQUEAKS.',
      'Sneakers SQUEAL on a gym floor somewhere.',
      'A locker SLAMS.',
    ],
  },
  care: {
    inside: true,
    nouns:
      'hospital clinic ward asylum hospice nursing-home sanatorium morgue waiting-room ambulance orphanage retirement-home',
    seen: [
      'A curtain on rails, not quite drawn.',
      'Somebody’s flowers have outstayed somebody.',
      'The corridor shines like water and goes on too long.',
      'A wristwatch is laid face down on a bedside table.',
      'A row of chairs, bolted to each other.',
    ],
    heard: [
      'A monitor BEEPS.',
      'A trolley wheel SQUEAKS past.',
      'A curtain RATTLES on its rail.',
      'Rubber soles SQUEAL.',
    ],
  },
  law: {
    inside: true,
    nouns:
      'prison jail cell court courtroom courthouse police-station precinct barracks base bunker camp fortress interrogation-room headquarters',
    seen: [
      'A table, two chairs, both screwed to the floor.',
      'The window is too high to be for looking out.',
      'Paint has been worn off the door at the height of a hand.',
      'A clock behind wire.',
      'Somebody has counted something on the wall, in fives.',
    ],
    heard: ['A bolt CLACKS home.', 'Keys JINGLE, far off, coming.', 'A steel door BANGS.', 'A chair SCRAPES.'],
  },
  holy: {
    inside: true,
    nouns: 'church chapel monastery temple cathedral mosque synagogue crypt convent shrine abbey altar',
    seen: [
      'Candles, most of them out.',
      'The benches are worn in two places: the front and the very back.',
      'Coloured light on the stones has moved since the last time.',
      'A coin box with a bright slot.',
      'Dust hangs where the sun comes through.',
    ],
    heard: ['A bench CREAKS.', 'A door THUDS, and the sound goes up.', 'A match SCRATCHES.', 'A bell TOLLS.'],
  },
  inn: {
    inside: true,
    nouns:
      'bar pub restaurant cafe café hotel motel tavern diner inn nightclub club casino saloon coffeehouse canteen brothel lobby ballroom cafeteria guesthouse hostel',
    seen: [
      'Rings on the counter, one inside another.',
      'A chair is tipped against the only table with a cloth.',
      'The mirror behind the bottles doubles the light and the lonely.',
      'A jacket has been waiting on a hook since somebody left in a hurry.',
      'The menu board offers what there was yesterday.',
    ],
    heard: [
      'Glasses CLINK in a tray.',
      'A radio CRACKLES between two stations.',
      'A chair SCRAPES back.',
      'Ice CRACKS in a glass.',
    ],
  },
  vehicle: {
    inside: true,
    nouns:
      'car bus train tram truck taxi van plane aeroplane airplane ship submarine carriage wagon lorry helicopter cockpit compartment metro tank limousine camper lifeboat steamer freighter yacht whaler',
    seen: [
      'Everything loose leans the same way in the bends.',
      'Breath has fogged the glass; somebody wiped a hole to look through.',
      'A ticket, folded very small, in the crack of a seat.',
      'Lights slide over the ceiling and down the wall.',
      'The seat beside is taken by a bag.',
    ],
    heard: ['Wheels CLACK over joints.', 'An engine HUMS a note too low.', 'Brakes SQUEAL.', 'A loose panel RATTLES.'],
  },
  transit: {
    inside: true,
    nouns:
      'station airport platform terminal subway railway-station bus-stop waiting-hall customs train-station bus-station depot',
    seen: [
      'The board has one line left on it.',
      'A suitcase stands without anybody.',
      'Pigeons walk as if they had tickets.',
      'A clock with a stutter in its minute hand.',
      'Shoe soles have polished the edge of every step.',
    ],
    heard: [
      'A loudspeaker CRACKLES a name.',
      'Brakes SQUEAL in the dark end.',
      'The board CLATTERS over.',
      'A whistle SHRILLS.',
    ],
  },
  tower: {
    inside: true,
    nouns: 'lighthouse tower windmill watchtower bell-tower belfry turret',
    seen: [
      'The stairs go round more often than anyone has counted.',
      'A strip of window; a strip of weather.',
      'Wind leans on the glass, and the glass leans back.',
      'Up here a lamp, a chair, a book with a rope for a bookmark.',
      'Dead flies lie on the sill, all facing out.',
    ],
    heard: ['Wind HOWLS in the stairwell.', 'The mechanism TICKS.', 'A gull SCREAMS past.', 'An iron door BOOMS.'],
  },
  stage: {
    inside: true,
    nouns:
      'theatre theater stage cinema circus opera concert-hall dressing-room arena backstage film-set television-studio radio-station recording-studio auditorium rehearsal-room',
    seen: [
      'One work light on a stand, and the dark behind it.',
      'Marks of tape on the floor, where people once stood.',
      'Rows of seats, folded up like mouths kept shut.',
      'A costume hangs with its arms out.',
      'Dust dances where it can be seen.',
    ],
    heard: [
      'A seat BANGS up.',
      'A cable HUMS.',
      'Somewhere a single note, TESTED, again.',
      'A rope CREAKS in the flies.',
    ],
  },
  space: {
    inside: true,
    nouns:
      'spaceship spacecraft space-station starship airlock orbit moon mars planet colony shuttle bridge-deck pod rocket asteroid capsule observation-deck hydroponics-bay engine-room reactor-room',
    seen: [
      'A pen floats where somebody let go of it.',
      'Green light, then amber, then green, as if it could not decide.',
      'Beyond the port, a curve of blue, too thin to live on.',
      'Straps drift at the end of an empty bunk.',
      'Frost has grown a fern on the inside of the glass.',
    ],
    heard: [
      'A pump THUMPS, waits, THUMPS.',
      'Air HISSES through a seal.',
      'An alarm PINGS, politely.',
      'The hull TICKS as it cools.',
    ],
  },
  under: {
    inside: true,
    nouns: 'cellar basement mine cave tunnel sewer catacombs dungeon crypt vault crawlspace grotto shelter',
    seen: [
      'The light ends after four steps.',
      'Water has drawn a map on the wall.',
      'A rail goes into the dark and does not come back.',
      'Chalk marks at knee height, a child’s or a surveyor’s.',
      'The ceiling makes everybody bow.',
    ],
    heard: ['Water DRIPS.', 'A stone CLATTERS, lower down.', 'A footstep comes back as an ECHO.', 'Timber GROANS.'],
  },
  castle: {
    inside: true,
    nouns: 'castle palace throne-room court-of-the-king great-hall manor estate banquet-hall battlements ramparts',
    seen: [
      'A table for forty, laid for two.',
      'Portraits, and a pale square where one has been taken down.',
      'The fire is lit for the look of it.',
      'A carpet, worn through on the way to the chair.',
      'Every door has somebody beside it.',
    ],
    heard: ['A fire CRACKS.', 'A heavy door BOOMS.', 'Boots RING on stone.', 'A chain RATTLES.'],
  },
}

/** Noun -> kind. Compounds are written with a hyphen above and found with a space or a hyphen. */
export const PLACE_NOUNS = new Map<string, PlaceKind>(
  Object.entries(PLACE_KINDS).flatMap(([kind, { nouns }]) =>
    nouns.split(/\s+/).map((noun): [string, PlaceKind] => [noun.replaceAll('-', ' '), kind as PlaceKind]),
  ),
)

/** Some nouns are outside whatever their kind is, and the other way round. */
export const OUTSIDE = new Set(
  'porch platform moon mars planet asteroid battlements ramparts camp court camp bus stop railway'.split(' '),
)

export const KNOWN_PLACES = new Set(
  `london paris berlin rome madrid lisbon vienna prague budapest warsaw moscow istanbul athens venice naples milan florence
  hamburg munich trieste amsterdam brussels dublin edinburgh glasgow oslo stockholm copenhagen helsinki reykjavik tokyo kyoto
  osaka beijing shanghai seoul mumbai delhi kolkata cairo marrakesh lagos nairobi johannesburg havana lima bogota rio
  brazil argentina chile mexico canada america england scotland ireland wales france germany italy spain portugal greece
  turkey russia ukraine poland sweden norway finland denmark iceland japan china india korea egypt morocco nigeria kenya africa
  europe asia australia antarctica siberia alaska texas california chicago boston detroit brooklyn manhattan hollywood
  vegas nevada arizona mars venus jupiter saturn earth denmark elsinore verona nantucket sicily corsica patagonia sahara
  wittenberg harvard oxford cambridge vltava danube thames seine rhine nile volga amazon mississippi`.split(/\s+/),
)
/** The last word of a name of several words that makes it a place. */
export const PLACE_NAMES_END =
  /(?:^|\s)(?:River|Street|Road|Avenue|Lane|Bridge|Castle|Island|Islands|Bay|Beach|City|Town|Village|Station|Hotel|Lake|Mountain|Mountains|Valley|Hills?|Park|Square|Hall|House|Harbour|Harbor|Airport|School|University|Hospital|Church|Cathedral|Prison|Sea|Ocean|Desert|Forest|Inn|Bar|Café|Cafe|Diner|Theatre|Theater|County|Point|Cape)$/
