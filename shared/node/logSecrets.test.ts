import { expect, test } from 'vitest'
import { withoutSecrets } from './logSecrets.ts'

test('a line keeps what it says and loses what opens a door', () => {
  const line = (message: string) => JSON.stringify({ level: 40, msg: message })
  const clean = (message: string, secrets: string[] = []) => JSON.parse(withoutSecrets(line(message), secrets)).msg
  expect(clean('GET /yjs/doc?token=abc.def-1&x=2 failed')).toBe('GET /yjs/doc?token=[secret]&x=2 failed')
  expect(clean('/join?key=abc "quoted"')).toBe('/join?key=[secret] "quoted"')
  expect(clean('Authorization: Bearer abc.def, then')).toBe('Authorization: Bearer [secret] then')
  expect(clean('cookie: aiuteur.session_token=a%2Fb; theme=dark')).toBe(
    'cookie: aiuteur.session_token=[secret]; theme=dark',
  )
  expect(clean('wrong key "sk-odd\\"key-of-ours"', ['sk-odd\\"key-of-ours'])).toBe('wrong key "[secret]"')
  expect(clean('A token of the scene: the bearer of news')).toBe('A token of the scene: the bearer of news')
})
