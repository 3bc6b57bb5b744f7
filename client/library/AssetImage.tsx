import { ImagePlus, X } from 'lucide-react'
import { useRef } from 'react'
import type { LibraryDetail } from '../../shared/core/api/library.ts'
import { sentenceOf } from '../api/request.ts'
import { announce } from '../ui/announce.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import catalogue from '../ui/Catalogue.module.css'
import { FileInput, useFileDrop } from '../ui/FileInput.tsx'
import { Problem } from '../ui/Problem.tsx'
import { pictureUrl } from './AssetPicture.tsx'
import styles from './library.module.css'
import { useLibraryMutations } from './libraryQueries.ts'
import { PICTURE_FILES, PICTURE_HINT } from './pictureFiles.ts'

/** The image key of an asset, as large as there is room; another one is chosen by its button or dropped on it. */
export function AssetImage({ asset, canWrite }: { asset: LibraryDetail; canWrite: boolean }) {
  const { id, name, picture } = asset
  const { changePicture } = useLibraryMutations()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const send = ([file]: File[]): void => {
    if (!file) return
    changePicture.mutate({ id, picture: file }, { onSuccess: () => announce(`${name} has another picture.`) })
  }
  const takeAway = (): void => {
    changePicture.mutate({ id, picture: null }, { onSuccess: () => announce(`${name} has no picture now.`) })
    button.current?.focus()
  }
  const drop = useFileDrop(send, canWrite && !changePicture.isPending)
  return (
    <figure className={styles.image} {...drop}>
      {picture ? (
        <a href={pictureUrl(picture.id)} target="_blank" rel="noreferrer" title="Open it in its own size">
          <img src={pictureUrl(picture.id, 'large')} width={picture.width} height={picture.height} alt={name} />
        </a>
      ) : (
        <p className={styles.noImage}>No image key yet.</p>
      )}
      {canWrite && (
        <figcaption className={styles.caption}>
          <div className={catalogue.tools}>
            <Button
              ref={button}
              size="small"
              icon={<ImagePlus aria-hidden="true" />}
              pending={changePicture.isPending}
              onClick={() => input.current?.click()}
            >
              {picture ? 'Choose another picture' : 'Choose a picture'}
            </Button>
            {picture && (
              <IconButton label="Take the picture away" size="small" onClick={takeAway}>
                <X />
              </IconButton>
            )}
          </div>
          <FileInput ref={input} accept={PICTURE_FILES} label={`Picture of ${name}`} onFiles={send} />
          <p className={catalogue.facts}>
            {picture && `${picture.width} × ${picture.height} px. `}
            {PICTURE_HINT}
          </p>
          <div aria-live="polite">
            {changePicture.error && <Problem id={`${id}-picture`} sentence={sentenceOf(changePicture.error)} />}
          </div>
        </figcaption>
      )}
    </figure>
  )
}
