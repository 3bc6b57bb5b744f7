/**
 * How much there may be of comments. People are told before they reach these; the server takes a little more, because two
 * may write the last one at once.
 */
export const MOST_THREADS = 1000
export const MOST_MESSAGES = 200
/** Characters of a message. */
export const LONGEST_MESSAGE = 5000
/** Characters that are kept of the words that a thread is on. */
export const LONGEST_QUOTE = 300
/** What the server takes of what people are told to be the most. */
export const WITH_LEEWAY = 1.2
