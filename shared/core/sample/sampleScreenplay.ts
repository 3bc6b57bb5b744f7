/** The screenplay of the sample project, in Fountain. Written for it: two people, three rooms, a clock. */
export const SAMPLE_TITLE = 'Ten Minutes Fast'

export const SAMPLE_FOUNTAIN = `Title: Ten Minutes Fast
Credit: An original short screenplay
Author: Aiuteur
Draft date: Second draft

FADE IN:

INT. KITCHEN - MORNING

A farmhouse kitchen with the life taken out of it. Cartons. Bare hooks. Every object left wears a round sticker: yellow, blue or white.

On the wall above the stove, a round clock, big as a dinner plate. It has stopped at ten past four. It wears no sticker.

INES (52), sleeves rolled, peels a white dot from a sheet and presses it onto the bread bin. She considers. Peels it off. Puts a yellow one there.

Outside, a car. A handbrake. Ines does not turn round. She waits for the sound of the car door.

It takes a while to come.

TOMAS (46) comes in, wet from the ferry. He knows he is late.

INES
There's coffee. There's no cups.

TOMAS
The crossing was rough.

INES
Yellow is me. Blue is you. White goes with the man at six.

She holds out a sheet of blue dots. He takes it and looks around for somewhere to begin.

TOMAS
You've done it all.

INES
Somebody was here.

He nods. He puts a blue dot on the back of his own hand.

INT. BEDROOM - MORNING

A single bed, stripped to the ticking. Beside it a wooden chair, its seat worn pale. One window, looking down on the lane.

Tomas stands in the doorway as if there were a rope across it.

Ines folds a blanket against her chest, chin on the fold, and brings the edges together.

INES
You can come in. It's a room.

He comes in. He goes round the chair, not past it.

TOMAS
Did she read, at the end?

INES
Bus timetables. She liked to know that they still ran.

Tomas laughs. It surprises them both. He reaches for the other end of the blanket and they fold it together, walking in, walking out, the way they were taught.

When their hands meet at the last fold Ines lets go first. She goes to the window, and wipes it with her sleeve, though it is clean.

INES (CONT'D)
You parked on the slope.

TOMAS
Where else would I park?

INES
(to the glass)
No. That's where you park.

INT. KITCHEN - DAY

Tomas on a stool in front of the stove. He lifts the clock off its nail. Where it hung, the wall keeps a disc of clean yellow paint.

He turns it over, blows off the dust and shakes it gently against his ear.

INES (O.S.)
It doesn't go.

She stands in the door with a carton of saucepans.

TOMAS
It stopped when she did. Ten past four. People say that happens.

INES
I stopped it.

He looks down at her from the stool.

INES (CONT'D)
I came down to telephone and it was so loud. So I put my finger in and stopped it. That's all that happens.

TOMAS
At ten past four.

INES
That's what it said.

Tomas steps down. He sets the clock on the table between them, face up. Neither of them touches it.

TOMAS
Can I have it?

INES
It isn't worth a sticker.

He peels the blue dot off his hand and presses it onto the glass, exactly over the six.

INT. WORKSHOP - DAY

A lean-to with one bulb. Their father's tools hang inside their own painted outlines, so that what is missing shows.

Tomas undoes the back of the clock with a knife. A spring jumps out, skitters across the bench and is gone.

TOMAS
No. No, no.

He takes out his phone, switches on its torch and gets down on his knees among the shavings.

The beam finds a mousetrap, a marble, the spring. He has it between two fingers when the phone lights up of its own accord in his other hand.

!!INSERT - THE PHONE

One new message. It has been there a long time: the little red 1 has burned itself into the corner of every day.

!!BACK TO SCENE

His thumb hovers. He lays the phone face down in the shavings and works by what light comes round its edges.

INT. BEDROOM - DAY

Ines empties the bedside table into a bag. Glasses. Cough sweets. A bus timetable, four years old, thumbed soft as cloth.

A car door, below. She looks up.

Through the window: Tomas at his car, after something in the boot. He finds it, a roll of wire. Rain starts. Instead of running for the house he gets in behind the wheel to wait it out.

He sits there. Hands on his knees. A man in a parked car.

Ines stands so close to the window that her breath covers him. She wipes him clear. He is still there. She raises her fist to knock on the glass, and holds it there, and does not knock.

On the pane, her breath closes over the car again.

INT. WORKSHOP - DAY

The clock is in pieces on a sheet of newspaper, each wheel in a pencilled ring with a number. Tomas, wet hair, bends wire round a nail.

Ines sets a jam jar of coffee next to his elbow. She ought to go. She reads the numbers instead.

INES
You were always going to be good at this.

TOMAS
At what?

INES
Things that have stopped.

He takes that in, and goes on bending the wire.

TOMAS
I looked at the clock in the car, that day. Did I tell you? When I pulled up. It said five past.

INES
You never told me anything.

TOMAS
Five past four.

He waits. She waits too, for another sentence, a different one. Neither of them comes.

TOMAS (CONT'D)
Pass me the small one. No. The one like an eyelash.

INT. KITCHEN - AFTERNOON

Ines, alone, seals a carton. She looks up at the wall to see the time, and gets the yellow disc.

INES
(to the disc)
Less ten.

She looks at her wristwatch: twenty to three. She shakes her head at herself and tears the tape with her teeth.

From the far end of the house, faint, uneven, then even: ticking.

She puts down the tape.

INT. WORKSHOP - AFTERNOON

The clock runs. It leans against the vice with all its wheels inside it, and the blue dot trembles at the six with every second.

Tomas holds his phone beside it and moves the big hand with the tip of a finger, to the minute, like someone closing an eye.

Ines in the door. For a moment she is eight years old and there is soup.

INES
Oh.

TOMAS
One wheel was in backwards. I think he did it. I think it was wrong before we were born.

INES
(coming closer)
It's wrong now.

TOMAS
It's right. I set it by the phone.

INES
Then it's wrong.

TOMAS
It is fourteen forty-six, Ines. It's the satellite.

INES ^
It was never right. It was never meant to be.

They have talked across each other. They both stop.

INES
Ten minutes fast. All our lives. So nobody would miss the bus.

TOMAS
I thought that was me. I thought I was always...

INES
Everyone was early in this house. You just never noticed, because you were last.

She reaches past him and pushes the big hand on: two, four, ten minutes. The clock does not mind.

Tomas stares at it.

TOMAS
When you telephoned people. Ten past four.

INES
Yes.

TOMAS
By what?

INES
By the clock. I had my hand on it.

TOMAS
(carefully)
By this clock.

Ines opens her mouth. Nothing comes. Her eyes go to the hand, to the dot, to him.

He is already at the door.

SMASH CUT TO:

INT. BEDROOM - AFTERNOON

Tomas in the wooden chair. He has sat down in it without noticing. The phone is in both of his hands.

[[If the house has a bedroom door that creaks, use it here instead of the floorboard.]]

A floorboard. Ines, out of breath, in the doorway, on the wrong side of the rope.

TOMAS
It was in my bag, in the boot. I found it that night. I never played it. I thought, if I play it, that's the time she died.

INES
Tomas.

He plays it.

!!INSERT - THE PHONE

Ines. 4 March. 16:01.

!!BACK TO SCENE

INES (V.O.)
(small, from the phone)
It's me. It's ten past four. She's gone, she just went, she was looking at the door. Don't drive fast now. There's no need to drive fast. Just come.

The message ends. The phone asks, in writing, whether to delete it.

TOMAS
Four o'clock. It was four o'clock. I was still on the coast road.

INES
You thought you were sitting down there while she...

TOMAS
Ten minutes. I couldn't make my legs go. And all year I thought, she could hear the car.

Ines crosses the room. She does not go to him. She goes to the window and stands where she stood.

INES
I saw you.

He looks up.

INES (CONT'D)
I was holding her hand and I saw you come down the lane. I thought, good, now there's two of us. And you turned off the engine. And I watched the top of your head for ten minutes.

TOMAS
(barely)
Ines.

INES
She was gone. You weren't late for her.
(beat)
You were late for me.

Rain on the glass. Tomas gets up out of the chair. He stands next to her at the window, shoulder against shoulder, and looks down at his own empty car from where she saw it.

It is a long look. He does not say that he is sorry. He breathes on the pane, and wipes it clear for her with his sleeve.

INT. KITCHEN - DUSK

A bare room now. Tomas on the floor where the stool was, holding up the clock. Ines feels behind it for the nail.

INES
Left. Your other left.

It hangs. It ticks. It covers the yellow disc exactly. It says twenty-five past five. Her wristwatch says a quarter past.

TOMAS
The ferry's at half past.

INES
By that we've missed it.

TOMAS
By that we've always missed it.

He reaches for the blue dot on the glass. She stops his hand.

INES
They've got two girls. The people. There's a school bus at the corner.

She peels off the blue dot herself, and sticks it to his lapel.

INES (CONT'D)
Leave it.

He finds the last of the yellow dots and sticks it, with care, on the back of her hand. She switches off the light.

INT. BEDROOM - DUSK

The chair. The window. The room holds its breath, and from below, through the floor, the clock.

Through the glass: the two of them run across the yard, coats over their heads, into the car. The doors shut, one, two. The headlights come on and light the rain.

The car does not move.

The headlights go off again. Behind the windscreen, two shapes, side by side. One leans its head on the other.

On the wall the evening goes from grey to blue. Nobody is in a hurry. They have ten minutes.

> FADE OUT.
`
