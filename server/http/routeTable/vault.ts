import {
  artifactDetail,
  artifactTags,
  tagArtifact,
  vaultContents,
  vaultPage,
  vaultPageQuery,
} from '../../../shared/core/api/vault.ts'
import type { RouteEntry } from './entry.ts'

/** The Artifact Vault. */
export const vaultEntries: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/projects/{id}/vault',
    tag: 'Vault',
    summary: 'What was made in a project, by timeline, stage and scene, page by page',
    query: vaultPageQuery.shape,
    answer: vaultPage,
  },
  {
    method: 'get',
    path: '/api/projects/{id}/vault/contents',
    tag: 'Vault',
    summary: 'By what the vault can be narrowed, and how much of each there is',
    answer: vaultContents,
  },
  {
    method: 'get',
    path: '/api/projects/{id}/vault/artifacts/{artifact}',
    tag: 'Vault',
    summary: 'One artifact with all of its words',
    answer: artifactDetail,
  },
  {
    method: 'post',
    path: '/api/projects/{id}/vault/artifacts/{artifact}/tags',
    tag: 'Vault',
    summary: 'Put a tag on an artifact',
    body: tagArtifact,
    answer: artifactTags,
  },
  {
    method: 'delete',
    path: '/api/projects/{id}/vault/artifacts/{artifact}/tags/{tag}',
    tag: 'Vault',
    summary: 'Take a tag off an artifact',
    answer: artifactTags,
  },
]
