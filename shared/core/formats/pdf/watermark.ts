/** Characters of a watermark: a name, and a number of the copy. */
export const LONGEST_WATERMARK = 100
