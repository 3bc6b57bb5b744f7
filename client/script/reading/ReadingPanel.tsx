import { Pause, Play, SkipBack, SkipForward, Square } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { readScenes } from '../../../shared/core/script/scenes.ts'
import { castVoices, speakersOf, tableRead } from '../../../shared/core/script/tableRead.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useScript } from '../context.tsx'
import { usePausedLines } from '../panels/usePausedLines.ts'
import { useLanguage } from '../production/useProduction.ts'
import { browserSpeech, canSpeak } from './browserSpeech.ts'
import { chooseVoice, chosenVoices } from './chosenVoices.ts'
import { Player } from './player.ts'
import { showReadLine } from './readLine.ts'
import { useVoices } from './useVoices.ts'
import '../revisions/revisions.css'

const SPEEDS = ['0.75', '1', '1.25', '1.5', '2'] as const
/** Voices of this many characters are chosen one by one; the others get one in turn. */
const MOST_CAST = 12

/** Reads the script aloud from the caret on, as around a table: action by one voice, everybody else by their own. */
export function ReadingPanel() {
  const { editor, binding, open } = useScript()
  const language = useLanguage(open.doc)
  const voices = useVoices(language)
  const [chosen, setChosen] = useState(chosenVoices)
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>('1')
  const speakers = usePausedLines(doc => speakersOf(tableRead(readScenes(doc))), '')
  const uris = useMemo(() => voices.map(voice => voice.voiceURI), [voices])
  const reader = chosen.get('') ?? uris[0] ?? null
  const cast = castVoices(speakers, reader === null ? uris : [reader, ...uris.filter(uri => uri !== reader)], chosen)
  const voiceOf = useRef((_speaker: string | null): string | null => null)
  voiceOf.current = speaker => (speaker === null ? reader : (cast.get(speaker) ?? reader))
  const player = useMemo(() => new Player(browserSpeech, speaker => voiceOf.current(speaker)), [])
  const { state, problem } = useSyncExternalStore(player.subscribe, player.get)
  const line = player.current?.line ?? null

  useEffect(() => showReadLine(editor.view, binding, line), [editor, binding, line])
  useEffect(
    () => () => {
      player.stop()
      if (!editor.isDestroyed) showReadLine(editor.view, binding, null)
    },
    [player, editor, binding],
  )

  if (!canSpeak())
    return (
      <div className="changes">
        <p className="panel-empty">
          This browser cannot read aloud. Current versions of Chrome, Edge, Safari and Firefox can; open the script in
          one of them.
        </p>
      </div>
    )
  if (voices.length === 0)
    return (
      <div className="changes">
        <p className="panel-empty">
          This machine has no voices. Install one in the settings of its system, under speech or accessibility, and open
          the page again.
        </p>
      </div>
    )

  const start = () => {
    const scenes = readScenes(open.doc)
    const readings = tableRead(scenes)
    const places = new Map(scenes.flatMap(scene => scene.lines).map(({ id }, place) => [id, place]))
    const here = places.get(binding.lineAt(editor.state.selection.head)?.id ?? '') ?? 0
    player.start(
      readings,
      readings.findIndex(reading => (places.get(reading.line) ?? 0) >= here),
    )
  }
  const options = voices.map(voice => ({ value: voice.voiceURI, label: voice.name, description: voice.lang }))
  const choose = (speaker: string) => (voice: string) => setChosen(chooseVoice(speaker, voice))
  return (
    <div className="changes">
      <div className="changes-tools">
        {state === 'playing' ? (
          <Button size="small" icon={<Pause size={14} aria-hidden="true" />} onClick={() => player.pause()}>
            Pause
          </Button>
        ) : (
          <Button
            size="small"
            variant="primary"
            icon={<Play size={14} aria-hidden="true" />}
            onClick={() => (state === 'paused' ? player.resume() : start())}
          >
            {state === 'paused' ? 'Go on' : 'Read from the caret'}
          </Button>
        )}
        <IconButton
          size="small"
          label="Line before"
          disabledReason={state === 'idle' ? 'Nothing is being read.' : null}
          onClick={() => player.skip(-1)}
        >
          <SkipBack />
        </IconButton>
        <IconButton
          size="small"
          label="Next line"
          disabledReason={state === 'idle' ? 'Nothing is being read.' : null}
          onClick={() => player.skip(1)}
        >
          <SkipForward />
        </IconButton>
        <IconButton
          size="small"
          label="Stop reading"
          disabledReason={state === 'idle' ? 'Nothing is being read.' : null}
          onClick={() => player.stop()}
        >
          <Square />
        </IconButton>
      </div>
      {problem && (
        <p className="panel-empty" role="alert">
          {problem}
        </p>
      )}
      <Field label="Speed">
        <Select
          size="small"
          value={speed}
          onChange={next => {
            setSpeed(next)
            player.setRate(Number(next))
          }}
          options={SPEEDS.map(value => ({ value, label: value === '1' ? 'As the voice speaks' : `${value} times` }))}
        />
      </Field>
      <Field label="Action and headings">
        <Select size="small" value={reader ?? ''} onChange={choose('')} options={options} />
      </Field>
      {speakers.slice(0, MOST_CAST).map(speaker => (
        <Field key={speaker} label={speaker}>
          <Select size="small" value={cast.get(speaker) ?? ''} onChange={choose(speaker)} options={options} />
        </Field>
      ))}
      <p className="panel-empty">Voices are chosen for you alone, in this browser.</p>
    </div>
  )
}
