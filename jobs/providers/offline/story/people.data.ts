/** Words that mean a person, with the pronoun that they settle: as data, in lower case. */

export type Pronoun = 'he' | 'she' | 'it'

const list = (text: string): string[] => text.trim().split(/\s+/)
const all = (pronoun: Pronoun, text: string): [string, Pronoun][] => list(text).map(word => [word, pronoun])

/** Names that say whether somebody is he or she; a name that is not here is settled by the words around it. */
export const FIRST_NAMES = new Map<string, Pronoun>([
  ...all(
    'she',
    `ada adele agnes aisha alba alice alma amara amelia amina amy ana andrea angela anita anja anna anne annie antonia
    astrid aurora ayesha barbara beatrice bella berta beth betty bianca bridget britta camila carla carmen carol caroline
    catherine cecilia charlotte chiara chloe clara claire claudia daisy dana daphne daria deborah diana dolores dora
    dorothy edith eleanor elena elisa eliza elizabeth ella ellen elsa emily emma erika esther eva eve evelyn fatima
    fiona florence frances frida gertrude gina gloria grace greta hana hannah harriet heather heidi helen helena hilda
    ida ines ingrid irena irene iris isabel isabella ivy jana jane janet jasmine jenny jessica joan joanna josephine
    judith julia julie juliet karen karin kate katherine kathy katja keiko lara laura layla lea leila lena leonora lena
    lily linda lisa lola lotte louise lucia lucy luisa lydia magda maggie mara margaret margot maria marie marianne marina
    marta martha mary matilda maya mei meera mia mila milena mina miriam molly mona monica nadia nancy naomi natalia natasha
    nina nora odette olga olivia ophelia paula pauline penelope petra philippa phoebe polly priya rachel rebecca regina
    rita rosa rosalind rose rosie ruth sabine sally samira sandra sara sarah selma serena silvia sofia sonia sophia
    sophie stella susan svetlana sylvia tamara tanya teresa thea theresa tina ulla ursula valentina vera veronica
    victoria vilma viola violet virginia wanda wilma yara yasmin yuki zara zelda zoe adaeze ngozi chioma zainab sana noor leyla fatou aminata ling anouk freya saoirse siobhan sunita lakshmi anjali nadine celine odile`,
  ),
  ...all(
    'he',
    `aaron abdul adam ahab ahmed alan albert alessandro alfred ali amir anders andre andrew angus anthony anton antonio arthur
    axel basil ben benjamin bernard bill bjorn bob boris brian bruno carl carlos cedric charles charlie christopher claude
    claudius colin conrad curtis daniel dario david dennis diego dmitri dominic don donald duncan edgar edmund edward elias
    emil emile enzo eric erik ernest ethan eugene felix fernando filip finn francis franco frank fred frederick fritz
    gabriel george gerald giovanni giuseppe gregory gunnar gustav hamlet hans harold harry hassan hector heinrich henrik
    henry herbert hiro hiroshi horatio horst howard hugh hugo ian ibrahim igor isaac ishmael ivan jack jacob jakob jamal james
    jan javier jean jeff jerome jim joe johan john johnny jonas jonathan jorge jose josef joseph joshua juan jules julian
    karim karl keith ken kenji kevin klaus kurt laertes lars laurence leo leon leonard liam lorenzo louis luca lucas ludwig
    luigi lukas magnus malcolm manuel marco marcus mario mark martin marvin matteo matthew max michael miguel mikhail
    milan milo mohamed mohammed moritz nathan neil nicholas nick niels nikolai noah oliver olaf omar oscar oskar otto owen
    pablo paolo pascal patrick paul pavel pedro peter philip pierre piotr polonius queequeg rafael raj ralph ramon raphael raymond
    reza ricardo richard robert roberto roger roland roman romeo ron rudolf rudy rupert samir samuel santiago sebastian sergei
    sidney simon stanley starbuck stefan stephen steve stuart sven ted theo theodore thomas tim tobias tom tomas tony tristan
    umberto victor viktor vincent vittorio vladimir walter werner wilhelm william wolfgang yusuf zoltan ruben dev kofi kwame chidi emeka obi arjun vikram rohan mustafa tariq jamil mateo thiago joao miguel anselm florian leopold matthias farid lior yoav`,
  ),
])

const ANIMAL_NOUNS = `dog cat fox wolf bear horse donkey pony rabbit hare mouse rat bird crow raven owl parrot pigeon swan goose
  duck hen whale dolphin shark fish elephant lion tiger monkey ape pig cow goat sheep turtle tortoise snail frog toad snake spider
  bee puppy kitten`
export const ANIMALS = new Set(list(ANIMAL_NOUNS))

/** What somebody is called before the name. */
export const TITLES = new Map<string, Pronoun | null>([
  ...all(
    'he',
    'grandpa grandfather papa mr sir lord king prince father uncle brother count duke emperor sheikh herr monsieur señor don',
  ),
  ...all(
    'she',
    'grandma granny grandmother mama mrs ms miss lady queen princess mother aunt sister madame countess duchess empress señora frau',
  ),
  ...list(
    `dr doctor captain professor inspector detective sergeant lieutenant colonel general major officer judge president
    mayor senator agent commander chief reverend bishop coach warden sheriff nurse admiral deputy young little old saint`,
  ).map((word): [string, null] => [word, null]),
])

/** Nouns for people; null where the noun does not say he or she. */
export const ROLES = new Map<string, Pronoun | null>([
  ...all(
    'she',
    `mother daughter sister wife aunt grandmother grandma granny mum mom niece widow girl woman bride lady queen princess
    nun waitress actress hostess heiress witch schoolgirl midwife ballerina saleswoman policewoman fisherwoman businesswoman
    housewife stepmother godmother girlfriend seamstress nanny maid`,
  ),
  ...all(
    'he',
    `father son brother husband uncle grandfather grandpa dad nephew widower boy man groom gentleman king prince monk
    waiter actor ferryman fisherman policeman salesman fireman postman mailman milkman watchman doorman schoolboy
    businessman craftsman cowboy stepfather godfather boyfriend priest butler nightwatchman handyman hangman`,
  ),
  ...all('it', `${ANIMAL_NOUNS} robot android dragon monster ghost alien`),
  ...list(
    `child kid baby teenager teen orphan twin cousin parent friend neighbour neighbor stranger lover partner roommate
    baker butcher cook chef farmer gardener shepherd miller carpenter mason plumber electrician mechanic builder architect
    engineer inventor scientist physicist chemist biologist astronomer mathematician programmer hacker technician
    astronaut cosmonaut pilot driver cabbie trucker sailor captain skipper diver lifeguard lighthouse-keeper keeper
    doctor nurse surgeon dentist vet pharmacist psychiatrist therapist patient
    teacher professor student pupil librarian archivist historian archaeologist translator interpreter
    writer poet novelist journalist reporter editor publisher photographer painter sculptor musician pianist violinist
    cellist drummer singer composer conductor dancer clown magician acrobat puppeteer director producer
    lawyer judge prosecutor detective inspector cop officer sheriff spy agent bodyguard guard soldier sergeant general
    colonel lieutenant major veteran sniper mercenary assassin killer murderer thief burglar robber smuggler pickpocket
    forger gangster mobster dealer gambler bandit outlaw pirate prisoner convict inmate warden hostage fugitive
    boss manager owner clerk secretary accountant banker cashier janitor cleaner caretaker courier messenger porter
    landlord tenant mayor president minister senator ambassador diplomat politician activist
    tailor shoemaker cobbler watchmaker clockmaker glassblower blacksmith goldsmith locksmith undertaker gravedigger
    barber hairdresser bartender barista innkeeper shopkeeper grocer florist fishmonger beekeeper zookeeper
    boxer runner swimmer cyclist athlete coach referee footballer climber mountaineer skier
    traveller traveler tourist hitchhiker passenger hermit beggar refugee immigrant exile pilgrim nomad explorer hunter
    knight servant slave lord wizard sorcerer prophet vampire zombie heir guest customer
    intern apprentice assistant rookie rival enemy champion candidate witness survivor victim suspect medium
    cartographer postwoman busker plumber welder miner lumberjack ranger geologist operator tuner restorer`,
  ).map((word): [string, null] => [word, null]),
])

/** Those of {@link ROLES} who by what they are stand against somebody. */
export const OPPONENTS = new Set(
  list(
    `boss landlord killer murderer thief burglar robber gangster mobster dealer warden rival enemy prosecutor sheriff king
    queen monster dragon assassin spy bandit outlaw pirate smuggler vampire witch sorcerer president minister inspector`,
  ),
)

/** Endings that make a noun a person when an article stands before it. */
export const ROLE_ENDING =
  /^\p{Ll}{2,}(?:woman|keeper|maker|smith|wright|monger|herder|ologist|ician|graphist|ographer|ineer|mancer)$/u

/** Two of a kind become two people: 'two brothers' -> the older brother, the younger brother. */
export const SIBLINGS = new Set(list('brother sister son daughter child cousin twin'))

/** Capitalised at the start of a sentence without being a name. */
export const ORDINARY = new Set(
  list(
    `command control mission nasa congress parliament headquarters the a an when while after before every one two three four five six seven eight nine ten eleven twelve hundred thousand he she it they we i you in on at but and so if
    as for to from with without then now there here this that these those his her their my our its your who whom what where why
    how once until because although though despite meanwhile years suddenly later finally night day each no not all only some
    both of or by across over under behind between during through into against within inside outside today tonight tomorrow
    yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter english american french german russian italian spanish british chinese
    japanese irish european african indian first second last next another many most few several none nobody everybody everyone
    someone somebody something nothing anything everything yes oh well please let do does did is are was were be been has have
    had can could will would shall should must might never always sometimes soon still even just about above below near since
    such than too very more less much like unlike instead together alone back down up out off again also perhaps maybe however
    therefore thus otherwise eventually young old little dear chapter part book act scene prologue epilogue title logline
    synopsis story film movie short feature set told based imagine picture think call put take make get give go come look see
    know say tell ask find keep leave hear feel try use want need show run stay turn start stop`,
  ),
)
