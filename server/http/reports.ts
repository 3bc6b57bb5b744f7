import { Hono } from 'hono'
import { paginateScript } from '../../shared/core/pages/scriptPages.ts'
import { writeCsv } from '../../shared/core/reports/csv.ts'
import { figuresOf } from '../../shared/core/reports/figures.ts'
import { isReportName, REPORT_TITLES, REPORTS } from '../../shared/core/reports/names.ts'
import { reportTable } from '../../shared/core/reports/table.ts'
import { readProduction } from '../../shared/core/script/production.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { loadDocument } from '../../shared/node/documents.ts'
import { requireRole } from '../access.ts'
import { exportReportPdf } from '../export/pdf.ts'
import { projectCards, scriptOf } from '../projects.ts'
import { attachmentName } from './attachment.ts'
import { ApiError, notFound } from './errors.ts'
import { askedPlace } from './place.ts'
import type { HttpEnv, Platform } from './platform.ts'

/** /api/projects/:id/reports/:report: what the script says in numbers, as a file. */
export function reportRoutes({ sql }: Platform): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>()

  routes.get('/:id/reports/:report', async c => {
    const id = c.req.param('id')
    await requireRole(sql, c.var.person.id, id, 'document.read')
    const place = await askedPlace(c, sql, id)
    const report = c.req.param('report')
    if (!isReportName(report))
      throw new ApiError(404, 'unknown-report', `There is no report “${report}”. There are ${REPORTS.join(', ')}.`)
    const format = c.req.query('format') ?? 'csv'
    if (format !== 'csv' && format !== 'pdf')
      throw new ApiError(400, 'unknown-format', `A report is exported as format=csv or format=pdf, not “${format}”.`)
    const [card] = await projectCards(sql, c.var.person.id, place)
    if (!card) throw notFound()
    const doc = await loadDocument(sql, await scriptOf(sql, place.timelineId))
    const figures = figuresOf(readScenes(doc), paginateScript(doc))
    const { pageSize: size } = readProduction(doc)
    doc.destroy()
    c.header('content-disposition', attachmentName(`${card.name} - ${REPORT_TITLES[report]}.${format}`))
    c.header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf')
    const content =
      format === 'csv'
        ? writeCsv(reportTable(report, figures))
        : await exportReportPdf(report, figures, { project: card.name, size, date: new Date() })
    return c.body(typeof content === 'string' ? content : new Uint8Array(content))
  })

  return routes
}
