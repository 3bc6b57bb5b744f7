import { Random } from '../fuzz/binding/random.ts'
import { deliveries } from './deliveries.ts'
import type { Figures } from './figures.ts'
import type { Ground } from './ground.ts'
import { besieged, hostile } from './hostile.ts'
import { hourOffline } from './hour.ts'
import { kill } from './kill.ts'
import { revoked, revokedAtStock } from './revoked.ts'
import type { Contender } from './servers.ts'
import { skewed } from './skew.ts'
import { slowReader } from './slowReader.ts'

/** One thing that goes wrong, many times. */
export interface Fault {
  name: string
  title: string
  /** How much of it a whole run is, of us and of stock, which shows what it does much sooner; and how much is done at once. */
  units: Record<Contender, number>
  portion: number
  run: (ground: Ground, contender: Contender, seed: number, units: number) => Promise<Figures>
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'kill',
    title: 'The server is killed (SIGKILL) while three people type who never come back',
    units: { aiuteur: 1_000, stock: 100 },
    portion: 5,
    run: (ground, contender, seed, units) => kill(ground, contender, new Random(seed), units),
  },
  {
    name: 'hostile',
    title: 'Hostile frames from twelve attackers, each of them looked at; two bystanders write to each other',
    units: { aiuteur: 1_000_000, stock: 20_000 },
    portion: 20_000,
    async run(ground, contender, seed, units) {
      const attack = await hostile(ground, contender, seed, units)
      for (const example of attack.examples) console.log(`acknowledged, seed ${seed}: ${example}`)
      return attack
    },
  },
  {
    name: 'siege',
    title: 'The same attackers, a minute each time, on a server as it is installed',
    units: { aiuteur: 5, stock: 5 },
    portion: 1,
    run: (ground, contender, seed) => besieged(ground, contender, seed, 60),
  },
  {
    name: 'deliveries',
    title: 'A job of one row is delivered again and again',
    units: { aiuteur: 1_000, stock: 1_000 },
    portion: 1_000,
    run: (ground, contender, _seed, units) => deliveries(ground, contender, units),
  },
  {
    name: 'reader',
    title: 'A reader that does not read',
    units: { aiuteur: 3, stock: 3 },
    portion: 1,
    run: (ground, contender) => slowReader(ground, contender, 60),
  },
  {
    name: 'hour',
    title: 'An hour of typing without a network',
    units: { aiuteur: 10, stock: 10 },
    portion: 1,
    run: (ground, contender, seed) => hourOffline(ground, contender, new Random(seed)),
  },
  {
    name: 'clock',
    title: 'Clocks that are a day wrong, ahead and behind, of server and client',
    units: { aiuteur: 10, stock: 10 },
    portion: 1,
    run: (ground, contender, seed) => skewed(ground, contender, new Random(seed)),
  },
  {
    name: 'revoked',
    title: 'A session that ends in mid-edit',
    units: { aiuteur: 10, stock: 3 },
    portion: 1,
    run: (ground, contender) => (contender === 'stock' ? revokedAtStock(ground) : revoked(ground)),
  },
]
