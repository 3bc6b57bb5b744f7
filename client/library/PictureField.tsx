import { ImagePlus, X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { readPicture } from '../../shared/core/media/picture.ts'
import { sentenceOf } from '../api/request.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import catalogue from '../ui/Catalogue.module.css'
import { Notes, notesOf } from '../ui/Field.tsx'
import { FileInput } from '../ui/FileInput.tsx'
import styles from './library.module.css'
import { PICTURE_FILES, PICTURE_HINT } from './pictureFiles.ts'
import { useFileUrl } from './useFileUrl.ts'

interface PictureFieldProps {
  picture: File | null
  onChange: (picture: File | null) => void
}

/** A picture that is chosen now and sent later. What is no picture is refused at once. */
export function PictureField({ picture, onChange }: PictureFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const url = useFileUrl(picture)
  const choose = async (file: File): Promise<void> => {
    try {
      readPicture(new Uint8Array(await file.arrayBuffer()))
      setProblem(null)
      onChange(file)
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  const notes = { hint: PICTURE_HINT, error: problem }
  return (
    <div className={styles.pictureField}>
      {url !== null && <img src={url} alt="As it was chosen" className={styles.chosen} />}
      <div className={catalogue.tools}>
        <Button
          ref={button}
          icon={<ImagePlus aria-hidden="true" />}
          aria-describedby={notesOf(id, notes)}
          onClick={() => input.current?.click()}
        >
          {picture === null ? 'Choose a picture' : 'Choose another picture'}
        </Button>
        {picture !== null && (
          <IconButton
            label="Leave the picture out"
            onClick={() => {
              onChange(null)
              button.current?.focus()
            }}
          >
            <X />
          </IconButton>
        )}
      </div>
      <FileInput ref={input} accept={PICTURE_FILES} label="Picture" onFiles={([file]) => file && void choose(file)} />
      <Notes id={id} {...notes} />
    </div>
  )
}
