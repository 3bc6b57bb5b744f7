import { PICTURE_LIMITS } from '../../shared/core/media/picture.ts'

/** As of <input accept>; what a picture is, its bytes say. */
export const PICTURE_FILES = '.png,.jpg,.jpeg,.webp'
export const PICTURE_HINT = `PNG, JPEG or WebP, at most ${PICTURE_LIMITS.bytes / 1024 / 1024} MB.`
