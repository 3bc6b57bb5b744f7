/**
 * What happens in each step of a story, in sentences that take the story's own people, places and things. A row has three
 * tellings: close to the first person, in order; told back from the end, cooler; and between two people whose lines cross.
 * Braces are filled by {@link fill}; a sentence whose braces cannot be filled is not used.
 */

export type Step =
  | 'opening'
  | 'world'
  | 'catalyst'
  | 'debate'
  | 'crossing'
  | 'tests'
  | 'midpoint'
  | 'bad'
  | 'low'
  | 'plan'

export type Telling = 0 | 1 | 2

export const STEPS: Record<Step, readonly [readonly string[], readonly string[], readonly string[]]> = {
  opening: [
    [
      '{Place}, before anyone is about. {seen}',
      '{Hero} is here first and finds everything without looking for it.',
      '{Thing} has its place, and {hero} checks that it is there.',
      'We watch the hands before we see the face, and the hands are careful.',
      'Only when somebody speaks to {hero} does it show how long nobody has.',
      'On the way out {hero} stops, goes back and checks {thing} again.',
    ],
    [
      'This is how it looks when it is over: {place}, and {hero} standing where nobody should stand.',
      '{seen}',
      '{Thing} is there too, and it is not where it belongs.',
      '{Hero} does not look surprised.',
      'Somebody calls from far off, and the name could be anybody’s.',
      'What {hero} does next we are not shown yet.',
    ],
    [
      'Two people are awake at the same hour and do not know it.',
      'One is {hero}, {at}. {seen}',
      'The other is {other}, on the far side of the same weather.',
      '{Hero} holds {thing}; {other} looks for something of that size in every pocket.',
      'They do one thing alike: both stop in the middle of it and listen.',
      'A cut joins them before the story does.',
    ],
  ],
  world: [
    [
      'The days have an order: the same way out, the same way back, {place} in between.',
      '{Other} belongs to that order, though neither of them would say so.',
      'What {hero} wants can be said in one breath: to {want}.',
      'What stands against it takes longer to say: {trouble}.',
      'When people ask, {hero} has an answer ready, and it is nearly true.',
      '{Hero} is good at this, good enough to be left alone with it.',
    ],
    [
      'Take away the ending and what is left is a person with a routine.',
      'At that time {hero} still believes that to {want} is only a matter of patience.',
      'Nobody has yet said aloud the one thing that matters: {trouble}.',
      '{Other} is only somebody who nods in passing.',
      'There is a photograph from these weeks, and everyone in it looks at something outside the frame.',
      'Every habit that we see here will be missed later.',
    ],
    [
      '{Hero} has {place}; {other} has the way that leads past it.',
      'Each has made up a story about the other, and both stories are wrong.',
      '{Hero} wants to {want}, and keeps it quiet.',
      '{Other} wants to be told the truth for once, and is loud about everything else.',
      'The trouble belongs to both of them, from two sides: {trouble}.',
      'They use the same bench, an hour apart.',
    ],
  ],
  catalyst: [
    [
      'Then something ordinary is out of its place: {thing}.',
      'It is {other} who says it, {at}, at the worst moment and in the wrong words.',
      '{Hero} laughs, because the other choice is to answer.',
      'By evening what could always wait cannot wait any longer.',
      '{Hero} goes over the sentence again, word by word, and it does not get better.',
      'There were four people within hearing, and by tomorrow there will be forty.',
      '{Foe} was there too, and has said nothing so far.',
    ],
    [
      'Looking for the place where it began, one would stop here.',
      'A door that has stuck for years opens at a push, and {other} stands in it.',
      '{Hero} could have said no; there were, counted later, three chances to say no.',
      '{Thing} changes hands, and nobody signs for it.',
      'It takes less time than making tea.',
      'Afterwards they even talk about the weather.',
      '{Foe}, who will matter, stands at the edge of it and looks at a watch.',
    ],
    [
      'They meet because of a mistake: {other} takes {thing} for {ohis} own.',
      '{Hero} sees it happen and, for reasons that will take the whole story, says nothing.',
      'An hour later {other} finds out, and goes back.',
      'Two people apologise at once, and then neither of them can stop looking at what lies between them.',
      'From that moment each of them has a secret, and it is the same one.',
      'They part in opposite directions and both turn round, not at the same time.',
    ],
  ],
  debate: [
    [
      '{Hero} finds three good reasons to do nothing.',
      '{Other} takes them apart, one at a time, without raising {ohis} voice.',
      'The last reason is the honest one: {hero} is afraid of getting it.',
      '{Thing} goes into a drawer, and the drawer is opened again before the light is out.',
      'There is somebody to ask, and {hero} asks everyone else first.',
    ],
    [
      'For a day or two it could have ended there.',
      '{Hero} writes down what there is to lose; the list fits on the back of a receipt.',
      '{Other} waits to be asked, and is not asked.',
      'The sensible thing is done, halfway, and then left standing.',
      'Later everyone will remember having warned {hero}, and nobody did.',
    ],
    [
      '{Hero} tells nobody. {Other} tells everybody, but as a joke.',
      'On one side of town the question is whether; on the other it is already when.',
      '{Other} writes a message and deletes it; {hero} sees that somebody is writing and then is not.',
      'Each waits for the other to be the reasonable one.',
      'What decides it is a small kindness that neither of them had planned.',
    ],
  ],
  crossing: [
    [
      'What settles it is small: {hero} picks up {thing} and goes.',
      '{Other} comes along and pretends that it was on the way.',
      'Behind them {place} looks smaller than it ever did.',
      '{Hero} has told one lie to get this far and will need a second one by evening.',
      'No speech is made about it; the light is left on, so that it looks as if somebody were home.',
    ],
    [
      'So {hero} goes, and does not lock the door, which should have told us something.',
      'The first step is easy, which is the trouble with it.',
      '{Other} could still turn {him} back and holds the door open instead.',
      'Nobody notices that {thing} is gone; that will take until morning.',
      'From here every way back is longer than the way on.',
    ],
    [
      '{Other} arrives with a bag; {hero}, at the same minute, arrives with an excuse.',
      'They agree on rules, and the rules are good: no questions, no names, back before dark.',
      'The first rule is broken before they have left {place}.',
      '{Hero} carries {thing}; {other} carries everything else.',
      'For the first time the two lines of the story run in one frame.',
    ],
  ],
  tests: [
    [
      'The first attempt fails in public.',
      '{Hero} learns to ask, which is harder than learning to do it.',
      'The second attempt works, and that frightens {him} more.',
      '{At} there is a way of doing these things, and {other} knows it and teaches it badly.',
      'Little by little {hero} is good at something that {he} was never meant to try.',
      'They celebrate with what there is; {thing} stands in the middle of the table.',
      'Somebody has been watching, and {hero} takes it for interest.',
      '{Foe} has a question about {thing}, politely put.',
      'In {foe} they have an audience that they did not ask for.',
    ],
    [
      'What follows is the happy part, and it is short.',
      '{Hero} gets better at it than anyone should.',
      'There is a price each time, and each time it is somebody else who pays it first.',
      '{Other} keeps count, at the back of a notebook, in pencil.',
      'People begin to say good morning to {hero} who never did before.',
      'Nobody asks where {thing} came from any more.',
      'The first crack can be seen here, if one knows where to look: {hero} answers too fast.',
      '{Foe} offers to help, and is thanked.',
    ],
    [
      '{Hero} tries the front; {other} tries the back; they meet in the middle with nothing.',
      'What {hero} knows is how. What {other} knows is whom.',
      'They quarrel over {thing} and make up over food.',
      'Each tells the other one true story, and they are the wrong way round: the worst first.',
      'In {place} people start to count them as two of a kind.',
      '{Other} keeps something back. So does {hero}. We know both halves, and they do not.',
      'A game comes of it, with points, and both of them cheat.',
      '{Foe} speaks with each of them alone, and tells them different things.',
    ],
  ],
  midpoint: [
    [
      'And then it works. For the length of one evening {hero} has everything that {he} came for.',
      'It is at this table that {other} says the thing that cannot be unsaid.',
      '{Hero} understands that it was never about {thing}.',
      'What seemed a way out turns out to be the way in.',
      'The stakes are no longer {hero}’s alone.',
    ],
    [
      'In the exact middle there is a night on which all of it could have been undone.',
      '{Hero} is told the truth, the whole of it, by somebody who thinks {he} knows already.',
      'Nothing in {hero}’s face changes; only the hand that holds {thing} does.',
      '{Other} is asleep, or keeps {ohis} eyes shut.',
      'The next morning everything goes on as before, and that is the crime.',
    ],
    [
      'Half of the way through, each of them learns the other’s half.',
      '{Hero} finds it out by accident, {other} by asking.',
      'They stand on two sides of {thing} and for once both tell the truth, at the same time, so that neither hears it.',
      'What was a partnership is now a race.',
      'The lines of the story part again, and this time they know what they are missing.',
    ],
  ],
  bad: [
    [
      'From here each gain costs more than it brings.',
      'People who nodded now look past {hero}.',
      '{Thing} is not where it was, and this time nobody has moved it by mistake.',
      '{Other} asks for one promise. {Hero} makes it and breaks it within the day.',
      'The old obstacle has not gone away; it has only been waiting: {trouble}.',
      '{Hero} begins to do alone what can only be done by two.',
      '{Foe} knows, and lets {hero} know it.',
    ],
    [
      'It goes wrong in the order in which it had gone right.',
      'The good-mornings stop first.',
      'Then {other} stops coming, and sends {thing} back without a note.',
      '{Hero} explains it to everybody, and each time the explanation is shorter.',
      'There were warnings: a returned letter, an unpaid bill, a dog that no longer barked.',
      'Nobody is cruel about it. It would be easier if somebody were.',
      '{Foe} asks for nothing. That is what should have worried them.',
    ],
    [
      '{Hero} goes after it by day, {other} by night, and each finds the place where the other has just been.',
      'Friends take sides, and most of them take {other}’s.',
      'Each of them spoils one thing on purpose and regrets it at once.',
      '{Thing} is torn between two claims, and not only as a figure of speech.',
      'A third party profits, politely.',
      'They pass each other {at} and both choose the other door.',
      '{Foe} has only to wait until they do it to each other.',
    ],
  ],
  low: [
    [
      '{Hero} is back where it began, with less. {seen}',
      '{Thing} is lost, and it turns out that it can be lived without; that is not the loss.',
      '{Other} says nothing and leaves, and it is the quiet that stays.',
      '{Hero} tells the truth at last, to somebody who was not waiting for it.',
      'For the first time nobody needs {him} to be anywhere.',
    ],
    [
      'Now the story has caught up with its first picture.',
      '{Hero} sits down {at} as one sits in a waiting room.',
      'All that was borrowed has been given back, apart from {thing}.',
      '{Other} walks by outside and does not come in. It may be that {ohe} did not see.',
      'What {hero} learns is nothing new; it is only that it was meant.',
    ],
    [
      'Both of them lose on the same day, in two rooms.',
      '{Hero} hears that {other} has gone. {Other} hears that {hero} did not ask.',
      'We see {place} without either of them in it. {seen}',
      '{Thing} lies there and belongs to nobody.',
      'Each begins a sentence to somebody else that was meant for the other.',
    ],
  ],
  plan: [
    [
      'It is {thing} that gives {hero} the idea, or the memory of it.',
      'For once {hero} does not do it better; {he} does it differently.',
      '{Other} comes back, not forgiving, only in time.',
      'They have an hour, one good pair of hands each, and a plan that would not survive being explained.',
      'The one thing that {foe} has not reckoned with is {other}.',
    ],
    [
      'There is one thing left that can be done, and it can be done only once.',
      '{Hero} puts everything in order first, like somebody going on a journey.',
      'A message goes to {other}. It has four words and three of them are practical.',
      'What {hero} was told in the middle of the story has been understood at last.',
    ],
    [
      '{Hero} sets out to find {other}; {other} sets out to find {hero}; the first joke of the last act is that they miss each other again.',
      'Each has brought what the other needs.',
      'This time no rules are agreed.',
      'There is a word that they both used once, and it will do as a sign.',
    ],
  ],
}
