import { suspend } from '../../../server/people/suspension.ts'
import { LINK_ROLES, ROLES, type Role } from '../../../shared/core/access.ts'
import { madeShareLink, organisationRow } from '../../../shared/core/api/people.ts'
import {
  addMember,
  bodyOf,
  importFountain,
  personWith,
  signUp,
  type TestPerson,
  type TestProject,
  type TestServer,
} from '../factories.ts'

/** Somebody, with the role that they have in the project and in its organisation; null: a stranger there. */
export interface CastMember {
  who: string
  person: TestPerson
  inProject: Role | null
  inOrganisation: Role | null
  /** What every route that asks who it is answers, whatever it is about; null: it looks at the role. */
  outright: 401 | 403 | null
}

export interface Cast {
  project: TestProject
  organisationId: string
  owner: TestPerson
  everybody: CastMember[]
}

const WORDS = 'INT. KITCHEN - DAY\n\nAda pours tea.\n'

/** A project in an organisation, and one person for each way of being somebody or nobody to it. */
export async function gatherCast(server: TestServer): Promise<Cast> {
  const owner = await signUp(server, 'Owner')
  const project = await importFountain(owner, WORDS)
  const made = organisationRow.parse(bodyOf(await owner.call('POST', '/api/organisations', { name: 'Ferry Films' })))
  const organisationId = made.id
  bodyOf(await owner.call('PATCH', `/api/projects/${project.id}`, { organisationId }))
  const everybody: CastMember[] = []
  const cast = async (who: string, standing: Partial<Omit<CastMember, 'who'>> = {}): Promise<TestPerson> => {
    const person = standing.person ?? (await signUp(server, who))
    everybody.push({ who, inProject: null, inOrganisation: null, outright: null, ...standing, person })
    return person
  }
  await cast('owner', { person: owner, inProject: 'owner', inOrganisation: 'owner' })
  for (const role of ROLES.filter(name => name !== 'owner'))
    await addMember(owner, project.id, await cast(role, { inProject: role }), role)
  for (const role of ROLES) {
    const person = await cast(`organisation ${role}`, { inProject: role, inOrganisation: role })
    bodyOf(await owner.call('POST', `/api/organisations/${organisationId}/members`, { userId: person.id, role }))
  }
  for (const role of LINK_ROLES) {
    const { link } = madeShareLink.parse(
      bodyOf(await owner.call('POST', `/api/projects/${project.id}/links`, { role })),
    )
    const person = await cast(`link ${role}`, { inProject: role })
    bodyOf(await person.call('POST', '/api/links/enter', { secret: link.split('#')[1] }))
  }
  const removed = await cast('removed')
  await addMember(owner, project.id, removed, 'editor')
  bodyOf(await owner.call('DELETE', `/api/projects/${project.id}/members/${removed.id}`), 204)
  const suspended = await cast('suspended', { outright: 403 })
  await addMember(owner, project.id, suspended, 'admin')
  await suspend(server.platform.sql, suspended.email, 'For the test')
  await cast('stranger')
  await cast('nobody', { person: personWith(server, ''), outright: 401 })
  return { project, organisationId, owner, everybody }
}
