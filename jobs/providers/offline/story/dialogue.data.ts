/**
 * Short turns of talk between two people, A and B, about what their scene is about. One a row; turns are parted by a slash,
 * a parenthetical stands first in its turn. Braces as in `steps.data.ts` ({hero} is A, {other} is B), and {iwant}, {youwant}:
 * what A wants as A says it, or as B says it to A.
 */

const rows = (text: string): readonly string[] =>
  text
    .trim()
    .split('\n')
    .map(row => row.trim())

/** How a scene begins to be about something. */
export const OPENERS = rows(`
  B: You're early. / A: You said nine. / B: I said after nine.
  A: Don't get up. / B: I wasn't going to.
  B: You look like somebody who has walked. / A: I have. / B: All the way?
  A: Who else knows I'm here? / B: Everyone you passed.
  B: Shut the door. / A: It is shut. / B: Then lean on it.
  A: You could have called. / B: I did. You let it ring.
  B: Have you eaten? / A: I didn't come to eat. / B: That's not what I asked.
  A: I'll only say it once. / B: You always say that.
  B: That's my place. / A: Nobody's using it. / B: I'm using it now.
  A: How long have you been standing there? / B: Long enough to think of leaving.
  B: Say it. / A: Say what? / B: Whatever it is you rehearsed on the way.
  A: Is it always this quiet? / B: Only when I have company.
  B: You've cut your hand. / A: It's nothing. / B: It's on everything you touch.
  A: I thought you'd be gone. / B: So did I.
  A: Is this a bad time? / B: When did you ever come at a good one?
  B: Who let you in? / A: It was open. / B: It's never open.
  A: Don't put the light on. / B: Why not? / A: I had it all worked out in the dark.
  B: Say what you've come to say. / A: I came to listen. / B: That'll be new.
  A: You got my message. / B: I got a message. / A: And? / B: And I thought: that's not your voice.
  B: You haven't changed. / A: Nobody's looked closely.
  A: Can I stay a minute? / B: You've been a minute.
  B: What's wrong with your face? / A: I'm smiling. / B: Don't force it.
  A: I'm looking for somebody. / B: Aren't we all? / A: Somebody who looks like you.
`)

/** About {thing}. */
export const THING_TALK = rows(`
  A: Where did you get {thing}? / B: I found it. / A: People don't find that. / B: Then I was given it.
  B: You brought {thing}. / A: You told me to. / B: I told you to think about it.
  A: Put {thing} down. / B: Why? / A: Because I can't think while you're holding it.
  B: What do you see when you look at {thing}? / A: What it costs. / B: I see who paid.
  A: Give me {thing}. / B: Ask me properly. / A: Give me {thing}, please. / B: No.
  B: Whose is it? / A: {Thing}? Mine. / B: Since when? / A: Since nobody came for it.
  A: You kept {thing}. / B: I kept meaning to throw it out. / A: That's what keeping is.
  B: You've moved {thing}. / A: An inch. / B: I noticed the inch.
  A: If anyone asks about {thing}... / B: Nobody asks. / A: If they do. / B: I never saw it. What is it?
  B: It's only a thing. / A: Then you won't mind if I drop it. / B: Don't.
  A: Have you still got {thing}? / B: Depends who's asking. / A: The person who gave it to you.
  B: Don't touch {thing}. / A: I was only looking. / B: You look with your hands.
  A: What's {thing} doing here? / B: Waiting. / A: For what? / B: For you to ask.
  B: Swap you. {Thing} for the truth. / A: You first. / B: That's not how swapping works.
  A: I dreamt about {thing}. / B: And? / A: In the dream you didn't have it.
`)

/** About where they are. */
export const PLACE_TALK = rows(`
  A: Do you come here often? / B: Only when I don't know where else to be. / A: And today? / B: Today I knew.
  B: This is where it was, isn't it? / A: More to the left. / B: You've been back. / A: Every year.
  A: It was bigger. / B: You were smaller.
  B: There used to be a light over there. / A: There used to be somebody to put it on.
  A: We can't stay. / B: Nobody's asked us to leave. / A: That's how it starts.
  B: You know your way around. / A: I know the way out. / B: That's not the same.
  A: What's behind that? / B: More of this. / A: And behind that? / B: I've never had to know.
  B: Listen. / A: I don't hear anything. / B: That's what I mean.
`)

/** About what A wants. */
export const WANT_TALK = rows(`
  B: What do you want? / A: To {iwant}. / B: And after that? / A: I haven't got an after that.
  A: I'm going to {iwant}. / B: You and who else? / A: You, I thought. / B: (not quite laughing) You thought.
  B: You still want to {youwant}? / A: Don't you? / B: I asked first.
  A: All I ask is to {iwant}. / B: That's not all. That's everything.
  B: Suppose you could {youwant}. Tomorrow. / A: Yes? / B: Who'd pay for it?
  A: I have to {iwant}. / B: Have to, or want to? / A: Is there still a difference? / B: There was this morning.
`)

/** About what stands in A's way. */
export const TROUBLE_TALK = rows(`
  B: They say {youtrouble}. / A: Who's they? / B: Everyone who isn't you.
  A: You know that {itrouble}. / B: I've known for a while. / A: And you let me talk.
  B: Is it true? / A: Is what true? / B: That {youtrouble}. / A: Ask me something easier.
  A: So now you know. / B: Now I know. {Youtrouble}. / A: It sounds worse when you say it.
`)

/** A wants something of B, B does not give it. */
export const PRESSING = rows(`
  A: Yes or no? / B: It's not that kind of question. / A: It is now.
  B: I can't. / A: Can't or won't? / B: Does it matter to you which? / A: It will matter to you.
  A: You promised. / B: I was being polite. / A: I wasn't.
  B: Why me? / A: Because you'd ask. / B: That's no reason. / A: Everyone else just said yes.
  A: Look at me and say it. / B: (looking) No. / A: You blinked.
  B: What happens if I say nothing? / A: What's happening now.
  A: How much? / B: It isn't money. / A: It's always a bit of money. / B: A bit, then.
  B: Go home. / A: You first.
  A: You've done it before. / B: Once. / A: And? / B: And I'd like to keep it at once.
  B: You're not listening. / A: I'm hearing every word. / B: That's not the same thing.
  A: One hour. / B: And then? / A: Then you can tell me I was wrong. / B: I can tell you now.
  B: Who sent you? / A: Nobody. / B: Nobody sends people at this hour. / A: That's why I came.
  A: I'm not asking for me. / B: That's what worries me.
  B: You'd do the same. / A: I'd do it better. / B: That's not a no.
  B: Give me one reason. / A: You're still here.
  A: I need an answer. / B: You need sleep. / A: After the answer.
  B: What if it goes wrong? / A: It's wrong already. It can only go differently.
  A: You owe me. / B: I paid you. / A: You paid me back. That's different.
  B: Don't raise your voice. / A: I haven't said anything. / B: I can hear it coming.
  A: Just tell me where. / B: And then? / A: Then you never saw me.
  B: You're asking the wrong person. / A: You're the only one who hasn't laughed.
  A: Count to ten. / B: Why? / A: So you'll have thought about it.
  B: I've got something to lose. / A: That's how I know you can be asked.
`)

/** Something comes out. */
export const REVEALING = rows(`
  A: There's something else. / B: There's always something else. / A: This is the last of it.
  B: You knew. / A: I guessed. / B: For how long? / A: Since you started being kind.
  A: I lied. / B: About which part? / A: (a breath) The part you liked.
  B: Say that again. / A: You heard. / B: I want to hear it when you're not afraid of me.
  A: I was there. / B: Nobody was there. / A: That's what I let you think.
  B: Tell me what I don't know. / A: You know it. You just haven't said it.
  A: It wasn't an accident. / B: Don't. / A: You asked. / B: I asked you to come in. That's all I asked.
  B: Does anyone else know? / A: You. / B: Before me? / A: There's no before you.
  B: It was me. / A: I know. / B: You know? / A: I wanted to see how long it would take you.
  A: I've been offered something. / B: By whom? / A: You're not asking what.
  B: I kept it from you. / A: To protect me? / B: To protect the way you look at me.
  A: I went back. / B: You said you hadn't. / A: I said I hadn't found anything.
  B: There's a letter. / A: From whom? / B: From you. You must have been nine.
`)

/** About somebody who is not in the scene: {third}. */
export const ABSENT_TALK = rows(`
  B: Does {third} know? / A: {Third} always knows. {Third} just never says.
  A: What did {third} tell you? / B: To be careful. / A: Of whom? / B: Of you.
  B: And {third}? / A: What about {third}? / B: You go quiet when I say the name.
  A: Leave {third} out of it. / B: {Third} isn't out of it. That's the point.
  B: I saw {third}. / A: Where? / B: Walking past. Slowly.
`)

/** The last turns of a scene: something is different now. */
export const CLOSERS = rows(`
  B: All right. / A: All right what? / B: All right, I'll do it. Don't thank me.
  A: I'm not coming back. / B: You left your coat. / A: I know.
  B: Then it's settled. / A: Is it? / B: One of us has to think so.
  A: Wait. / B: What? / A: Nothing. I wanted to see if you would.
  B: You could have just asked. / A: I am asking.
  A: Tomorrow, then. / B: There's no tomorrow in it. / A: (at the door) Tonight, then.
  B: I believe you. / A: You don't. / B: No. But I've decided to.
  A: What changed your mind? / B: You stopped talking.
  B: Take it. / A: I thought you said... / B: Take it before I remember what I said.
  A: Are we done? / B: You are.
  B: I'm sorry. / A: For what? / B: For what I'm going to do about it.
  A: Would you have told me? / B: No. / A: Then thank you for the no.
  A: Same time tomorrow? / B: Don't be late. / A: I thought we'd never do it again. / B: We won't.
  B: Leave me a light. / A: You'll be all right. / B: I know. Leave it anyway.
  A: Say goodbye. / B: I'm not good at it. / A: Then say something you're good at. / B: Sit down.
  B: If you go now... / A: Yes? / B: Take the stairs. The rest of it makes too much noise.
  A: I'll think about it. / B: No, you won't. / A: No. I won't.
  B: I'd have come, you know. / A: When? / B: If you'd asked. Any of those times.
  A: That's all? / B: That's all I can carry.
  B: You win. / A: It doesn't feel like it. / B: It never does from that side.
`)

export const BY_REGISTER = {
  dark: rows(`
    B: Did you lock it? / A: Twice. / B: Then who's that?
    A: It gets easier. / B: Does it? / A: No. You get worse.
    B: Somebody's been here. / A: Somebody's still here.
    A: How long did it take? / B: Longer than I'd like to know.
    B: You're shaking. / A: It's cold. / B: It isn't.
      B: What did you do with it? / A: Nothing anyone will find. / B: That's not what I asked. / A: It's what you wanted to know.
    A: Don't look down there. / B: What's down there? / A: The reason I said don't look.
    B: They'll come. / A: Let them. / B: They're not the kind that knocks.
`),
  tender: rows(`
    B: Sit. You can be angry sitting down. / A: I'm not angry. / B: Sit anyway.
    A: I kept you some. / B: You don't even like it. / A: That's why there's some left.
    B: Your collar. / A: What about it? / B: Nothing. There.
    A: You came. / B: You asked. / A: I asked lots of people. / B: I know. I counted on that.
    B: Are you cold? / A: No. / B: I am. Come here.
      A: I don't know how to do this. / B: Badly is fine. / A: I can do badly.
    B: You used to sing. / A: You used to be asleep. / B: I used to pretend.
    A: Hold this. / B: What is it? / A: Nothing. I wanted you to have your hands full while I say it.
`),
  dry: rows(`
    A: Is this the plan? / B: This is the part before the plan. / A: How long is that part? / B: So far, eleven years.
    B: Don't panic. / A: I'm not panicking. / B: Somebody should.
    A: That went well. / B: Which bit? / A: I'm being supportive. / B: Stop.
    B: On a scale of one to ten? / A: Is there a form? / B: There's always a form.
    A: What's the worst that can happen? / B: I made a list. / A: Alphabetical? / B: By likelihood.
      B: Was that a joke? / A: It was when I thought of it.
    A: I've prepared a few words. / B: How few? / A: It's more of a reading.
    B: You're smiling. / A: It's the lighting. / B: There isn't any.
    A: We could tell the truth. / B: As a last resort. / A: Naturally.
`),
  tense: rows(`
    B: Down. / A: What? / B: Down. Now. / A: (whispering) How many? / B: Enough.
    A: How long have we got? / B: We had ten minutes. / A: When? / B: Ten minutes ago.
    B: Don't turn round. / A: Why not? / B: Because you want to.
    A: Which way? / B: Not that one. / A: There isn't another. / B: Then that one.
    B: Did you hear that? / A: No. / B: Neither did I. It's stopped.
      A: Nobody followed you? / B: Nobody I could see. / A: That's the kind I mean.
    B: Keep talking. / A: What about? / B: Anything. They stop listening when it's boring.
    A: Now? / B: Not yet. / A: Now? / B: If you ask again, it'll be too late.
`),
  lyrical: rows(`
    A: Do you remember the summer it didn't get dark? / B: It got dark. We stayed out.
    B: What are you looking at? / A: Where it was. / B: And what's there now? / A: The shape of it.
    A: I dreamt of this. / B: Was I in it? / A: You were the weather.
    B: It'll pass. / A: That's what I can't bear about it.
      B: Is it still there? / A: If you don't look straight at it.
    A: It smelled of rain all day. / B: It didn't rain. / A: No. It never does, when it smells like that.
    B: What was the word for it? / A: For what? / B: For when it's over and nobody's got up yet.
`),
  plain: rows(`
    B: Pass me that. / A: This? / B: The other one. / A: You never use the other one.
    A: What day is it? / B: Thursday. / A: Still? / B: All day.
    B: I made tea. / A: When? / B: When you were going to come.
      A: The bread's gone. / B: There's rice. / A: I'm not complaining.
    B: Did you sleep? / A: Some. / B: More than me, then.
    A: You've had your hair cut. / B: On Monday. / A: I saw you on Tuesday. / B: Yes.
`),
} as const

/** What only grown-ups may hear, and what everybody may. */
export const BY_AUDIENCE = {
  G: rows(`
    B: Will you say sorry? / A: You first. / B: Together? / A: On three.
    A: I was scared. / B: Me too. / A: You didn't look it. / B: I was looking at you.
    B: Friends? / A: We were never not friends. / B: You could have said.
  A: I broke it. / B: On purpose? / A: No. But I hid it on purpose.
    B: It isn't fair. / A: No. / B: You're not going to say it will be? / A: I'm going to stay till it is.
    A: What if they laugh? / B: Then we'll know who they are.
    B: Are we lost? / A: We're early.
  `),
  PG: rows(`
    B: That was stupid. / A: It worked. / B: It was stupid and it worked.
    A: You nearly got us caught. / B: Nearly. / A: I don't like nearly.
  B: You scared me half to... / A: To where? / B: To the end of the street.
    A: You said it was safe. / B: I said it was quiet.
    B: If you do that again, I'll tell. / A: Whom? / B: Everyone. Alphabetically.
    A: That's cheating. / B: That's winning with extra steps.
  `),
  'PG-13': rows(`
    B: Damn it, say something. / A: You wouldn't like it. / B: Try me.
    A: You'd have let me drown. / B: I'd have thought about it.
    B: Get the hell out. / A: Make me. / B: Don't think I wouldn't.
  B: Touch me again and you'll see. / A: See what? / B: What I've been holding back.
    A: Who hit you? / B: A door. / A: Doors don't wear rings.
    B: You're drunk. / A: I'm accurate. / B: You're drunk and accurate. Go home.
    A: To hell with them. / B: They've been. They came back with forms.
  `),
  M: rows(`
    B: You lying bastard. / A: Careful. / B: I've been careful for years, and look where the fuck it got me.
    A: I could kill you for that. / B: You could. You'd have to put the glass down.
    B: There's blood on your cuff. / A: It's not mine. / B: Christ. That was the good answer?
  A: Did he suffer? / B: Do you want the truth or something you can sleep on? / A: The truth. / B: Then yes.
    B: Take your bloody hand off me. / A: Or what? / B: Or keep it in a jar.
    A: You fucked it up. / B: We fucked it up. / A: I was in another town. / B: Exactly.
    B: I dream of you dead. / A: How do I look? / B: Grateful.
  `),
} as const

/** Somebody alone, or with somebody who cannot answer: what may be said aloud. */
export const ALONE = rows(`
  A: (to nobody) Right. Once more.
  A: Come on. Come on.
  A: (on the phone) It's me. No. No, don't wake anyone. I'll wait.
  A: You don't have to look at me like that.
  A: (reading it off) "Keep upright." Well, I'm trying.
  A: (under the breath) Not today. Ask me tomorrow.
  A: Where did I put you?
  A: (on the phone) You've reached me. I know. It's just good to hear somebody say it.
  A: If I'm wrong, nobody needs to know. If I'm right, everybody will.
  A: Say something. Anything. No? Fair enough.
`)
