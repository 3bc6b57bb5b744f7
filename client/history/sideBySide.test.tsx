import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SideBySide } from './SideBySide.tsx'

const shown = (before: string | null, after: string | null, isClip = false): string[] =>
  [
    ...renderToStaticMarkup(<SideBySide before={before} after={after} isClip={isClip} />).matchAll(
      /<(?:img|video)[^>]*src="([^"]*)"/g,
    ),
  ].map(([, src = '']) => src)

test('two pictures stand beside each other, one stands alone', () => {
  expect(shown('a', 'b')).toEqual(['/api/media/a?size=medium', '/api/media/b?size=medium'])
  expect(shown('a', 'a')).toEqual(['/api/media/a?size=medium'])
  expect(shown(null, 'b', true)).toEqual(['/api/media/b'])
  expect(shown('a', null)).toEqual(['/api/media/a?size=medium'])
  expect(shown(null, null)).toEqual([])
})
