import { z } from 'zod'
import { fileRow, patchFile, sheetRead } from '../../../shared/core/api/files.ts'
import { imported } from './answers.ts'
import type { RouteEntry } from './entry.ts'

/** Files that are staged beside the brief. */
export const fileEntries: readonly RouteEntry[] = [
  {
    method: 'get',
    path: '/api/projects/{id}/files',
    tag: 'Files',
    summary: 'The files beside its brief, without their text',
    answer: z.array(fileRow),
  },
  {
    method: 'post',
    path: '/api/projects/{id}/files',
    tag: 'Files',
    summary: 'Add a file (txt, md, fountain, fdx, pdf, docx, epub, srt or vtt); it is read after the answer',
    form: true,
    status: 201,
    answer: fileRow,
  },
  {
    method: 'patch',
    path: '/api/projects/{id}/files/{fileId}',
    tag: 'Files',
    summary: 'Make a file Primary or context, or give it another tag',
    body: patchFile,
    answer: fileRow,
  },
  {
    method: 'post',
    path: '/api/projects/{id}/files/{fileId}/script',
    tag: 'Files',
    summary: 'Make a file, which is a screenplay, the script of the project, which must be empty',
    answer: imported,
  },
  {
    method: 'post',
    path: '/api/projects/{id}/assets/sheet',
    tag: 'Files',
    summary: 'Add the characters, settings and props of a sheet (CSV or JSON); entries that are wrong are told by line',
    form: true,
    answer: sheetRead,
  },
  {
    method: 'delete',
    path: '/api/projects/{id}/files/{fileId}',
    tag: 'Files',
    summary: 'Remove a file',
    status: 204,
  },
]
