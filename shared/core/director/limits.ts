/** Characters of a message in the thread, and how many a person may send. The server refuses what is beyond. */
export const MESSAGE_LENGTH = 2000
export const MESSAGES_PER_MINUTE = 20
