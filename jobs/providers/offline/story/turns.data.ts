/** What changes in a beat: a value, from its good side to its bad one or the other way, and how that is told. */
export interface Value {
  good: string
  bad: string
  /** Words that are about it. */
  about: string
  /** It is lost, it is won: the last sentence of a beat. */
  lost: readonly [string, string]
  won: readonly [string, string]
}

export const VALUES: readonly [Value, ...Value[]] = [
  {
    good: 'trust',
    bad: 'doubt',
    about: 'trust|believ|promise|lie[sd]?\\b|lying|honest|secret|hid(?:e|ing|den)|betray|doubt|true|truth',
    lost: ['From here on {who} doubts.', '{who} no longer believes a word of it.'],
    won: ['{who} dares to trust.', 'For the first time {who} believes it.'],
  },
  {
    good: 'safety',
    bad: 'danger',
    about: 'danger|gun|knife|escape|hunt|follow|chase|warn|threat|fire|storm|sink|sank|drown|kill|alarm|attack|fight',
    lost: ['It is no longer safe for {who}.', 'Now {who} is in danger.'],
    won: ['For a moment {who} is safe.', '{who} is out of danger, for now.'],
  },
  {
    good: 'company',
    bad: 'loneliness',
    about: 'alone|lonely|together|meet|friend|leave|left|goes away|join|company|without|guest|visit|both of them',
    lost: ['{who} is left alone with it.', '{who} goes on alone.'],
    won: ['{who} is not alone any more.', 'Now there is somebody beside {who}.'],
  },
  {
    good: 'hope',
    bad: 'despair',
    about: 'hope|dream|wish|lost|late|never|last|end|fail|give up|despair',
    lost: ['{who} stops hoping.', 'What {who} had hoped for is gone.'],
    won: ['{who} begins to hope.', 'All at once there is hope for {who}.'],
  },
  {
    good: 'freedom',
    bad: 'captivity',
    about: 'prison|cell|lock|free|cage|door|caught|arrest|bound|must|order|rule|law',
    lost: ['For {who} there is no way out any more.', '{who} is not free to go.'],
    won: ['The way is open for {who}.', 'Nothing holds {who} any longer.'],
  },
  {
    good: 'knowing',
    bad: 'being kept in the dark',
    about: 'discover|find out|finds|learn|know|ask|question|answer|investigat|clue|read|hear|message|letter',
    lost: ['{who} is kept in the dark.', 'After this {who} knows less than before.'],
    won: ['Now {who} knows.', '{who} begins to understand.'],
  },
  {
    good: 'love',
    bad: 'coldness',
    about: 'love|kiss|marr|heart|wife|husband|bride|mother|father|daughter|son\\b|brother|sister|child',
    lost: ['Something in {who} turns cold.', '{who} keeps back what was given gladly before.'],
    won: ['{who} lets somebody come close.', 'Something in {who} thaws.'],
  },
  {
    good: 'having',
    bad: 'doing without',
    about: 'money|coin|gold|rich|poor|debt|pay|paid|sell|sold|buy|price|cost|steal|stole|rob',
    lost: ['{who} comes out of it with less.', 'Now {who} has to do without.'],
    won: ['{who} comes out of it with more.', '{who} has what was missing.'],
  },
  {
    good: 'control',
    bad: 'things going their own way',
    about: 'plan|control|work|machine|run|accident|mistake|wrong|break|broke|luck',
    lost: ['It slips out of the hands of {who}.', 'It is not {who} who decides any more.'],
    won: ['{who} takes hold of it again.', 'Now it is {who} who decides.'],
  },
  {
    good: 'being seen',
    bad: 'being overlooked',
    about: 'see|look|watch|eyes|face|laugh|smile|notice|photograph|audience|public|nobody',
    lost: ['Nobody looks at {who} any more.', '{who} is overlooked.'],
    won: ['All at once {who} is seen.', 'They look at {who} with other eyes.'],
  },
  {
    good: 'belonging',
    bad: 'being a stranger',
    about: 'home|house|village|town|street|stranger|return|abroad|country|cross|far',
    lost: ['{who} is a stranger here.', 'There is no place here for {who}.'],
    won: ['{who} has a place here.', '{who} belongs.'],
  },
  {
    good: 'courage',
    bad: 'fear',
    about: 'afraid|fear|scare|dare|brave|courage|night|dark|alone',
    lost: ['Fear takes hold of {who}.', '{who} loses heart.'],
    won: ['{who} finds the courage.', '{who} is not afraid any more.'],
  },
  {
    good: 'a clear conscience',
    bad: 'guilt',
    about: 'guilt|blame|sorry|forgiv|apolog|crime|fault|wrong',
    lost: ['{who} has something to answer for.', 'The guilt of it stays with {who}.'],
    won: ['{who} has nothing to hide any more.', 'It no longer weighs on {who}.'],
  },
  {
    good: 'being on time',
    bad: 'being too late',
    about: 'wait|late\\b|hour|minute|deadline|too soon|in time|tomorrow|clock',
    lost: ['{who} comes too late.', 'For {who} time runs out.'],
    won: ['{who} is in time, just.', 'There is still time for {who}.'],
  },
]
