/** The typewriter face of screenplays. Imported by the pages that show one, so that the others do not load it. */
import '@fontsource/courier-prime/400.css'
import '@fontsource/courier-prime/400-italic.css'
import '@fontsource/courier-prime/700.css'
import '@fontsource/courier-prime/700-italic.css'
