/** A spot in five parts, three ways of telling it: shown, lived, joked. Sentences as in `steps.data.ts`, with {product}. */

export type SpotPart = 'hook' | 'need' | 'product' | 'proof' | 'close'

export const SPOT: Record<SpotPart, readonly [readonly string[], readonly string[], readonly string[]]> = {
  hook: [
    [
      'Frame one is already too close: {thing}, filling the picture, and a sound that does not belong to it.',
      'A hand enters and stops. What is it waiting for?',
      'No logo, no music; three seconds in which one thing is wrong.',
    ],
    [
      '{Hero}, in mid-sentence, breaks off and looks at us as if we had come in too early.',
      'Behind {him}, out of focus, everybody has turned round.',
      'We are late for something, and we do not know what.',
    ],
    [
      'Black. A voice says: “Whatever you do, don’t press skip.” Somebody presses.',
      'The picture comes on upside down, and {hero} is the only one who does not mind.',
      'A second passes in which nobody in the frame knows that it has begun.',
    ],
  ],
  need: [
    [
      '{At}, the same small defeat, three times over, cut on the same movement.',
      '{Hero} has a way of hiding it. We see that it is a habit.',
      'It takes less than a second each time, and it adds up.',
    ],
    [
      'An ordinary minute: {hero} and {other}, and one thing that neither mentions.',
      'It would be nothing, if it did not happen every day.',
      '{Other} notices, and is too polite.',
    ],
    [
      'It gets worse in the way that only a good plan can.',
      '{Other} offers help of the kind that needs helping afterwards.',
      'A bystander films it, then lowers the phone out of respect.',
    ],
  ],
  product: [
    [
      '{Product}, in a real hand, in real light; no pedestal.',
      'One movement shows how it is used, start to finish, without a cut.',
      'We hear it before we read it.',
    ],
    [
      '{Other} pushes {product} across the table and goes on talking.',
      '{Hero} reads the back of it, as people do when they want to be alone.',
      'Then it is used, a little clumsily, for the first time.',
    ],
    [
      'Enter {product}, carried like a state secret by somebody much too serious.',
      'Instructions are read aloud. They consist of four words.',
      '{Hero} follows them, and is annoyed at how easy it was.',
    ],
  ],
  proof: [
    [
      'The same three places, the same movement; and now it goes through.',
      'Nothing is said about it. The faces around {hero} do the saying.',
      'Side by side for one second: then and now. Even the sound is different.',
    ],
    [
      '{Hero} forgets to hide it, and that is how {he} notices.',
      '{Other} sees it too and says only “Well.”',
      'The room is no brighter than before; it looks as if it were.',
    ],
    [
      'It works so well that it causes a new and better problem.',
      'The bystander raises the phone again.',
      '{Other} asks for the secret; {hero} pretends that there is one.',
    ],
  ],
  close: [
    [
      '{Product}, on an empty table. One line of text, and time to read it.',
      'The sound from the first frame comes back, and this time it is right.',
    ],
    [
      '{Hero} passes {product} on, without a word, to the next one who needs it. Name, and out.',
      'The last look is not at us, and we would like to know whom it is for.',
    ],
    [
      '{Product} is put back on its shelf, where a queue has formed. Name. Then, over black: “You pressed skip, didn’t you?”',
      'Somebody sneezes after the logo. Nobody has cut it.',
    ],
  ],
}
