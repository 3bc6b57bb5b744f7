import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Stroke } from '../../core/formats/pdf/sheet.ts'

type Matrix = readonly [number, number, number, number, number, number]
const isMatrix = (value: unknown): value is Matrix =>
  (Array.isArray(value) || ArrayBuffer.isView(value)) && (value as ArrayLike<unknown>).length === 6

/** A * B: what is drawn with B in a space that is drawn with A. */
const times = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[2] * b[1],
  a[1] * b[0] + a[3] * b[1],
  a[0] * b[2] + a[2] * b[3],
  a[1] * b[2] + a[3] * b[3],
  a[0] * b[4] + a[2] * b[5] + a[4],
  a[1] * b[4] + a[3] * b[5] + a[5],
]

/** Points: what is thicker is a box. */
const THICKEST = 2.5
/** Points: what is shorter underlines nothing. */
const SHORTEST = 3
/** Of one sheet. A page of underlined words has some hundred. */
const MOST = 2_000

/** Numbers that follow each drawing operator of a path (pdfjs: moveTo, lineTo, curveTo, quadraticCurveTo, closePath). */
const COORDINATES = [2, 2, 6, 4, 0]

/** The boxes round the parts of a path, in its own space. */
function* partsOf(data: ArrayLike<number>): Generator<{ left: number; top: number; right: number; bottom: number }> {
  let box = emptyBox()
  for (let at = 0; at < data.length; ) {
    const operator = data[at++] ?? 0
    if (operator === 0 && Number.isFinite(box.left)) {
      yield box
      box = emptyBox()
    }
    const count = COORDINATES[operator] ?? 0
    for (let pair = at; pair + 1 < at + count; pair += 2) {
      const [x, y] = [data[pair] ?? 0, data[pair + 1] ?? 0]
      box.left = Math.min(box.left, x)
      box.right = Math.max(box.right, x)
      box.top = Math.min(box.top, y)
      box.bottom = Math.max(box.bottom, y)
    }
    at += count
  }
  if (Number.isFinite(box.left)) yield box
}
const emptyBox = () => ({ left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity })

/** The thin horizontal lines of a page, in points from its upper left corner. */
export function strokesOf(
  operators: { fnArray: number[]; argsArray: unknown[] },
  viewport: readonly number[],
): Stroke[] {
  const strokes: Stroke[] = []
  let space: Matrix = isMatrix(viewport) ? viewport : [1, 0, 0, 1, 0, 0]
  const outer: Matrix[] = []
  for (const [index, operator] of operators.fnArray.entries()) {
    const args: unknown = operators.argsArray[index]
    if (operator === OPS.save) outer.push(space)
    else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) space = outer.pop() ?? space
    else if (operator === OPS.transform && isMatrix(args)) space = times(space, args)
    else if (operator === OPS.paintFormXObjectBegin) {
      outer.push(space)
      if (Array.isArray(args) && isMatrix(args[0])) space = times(space, args[0])
    } else if (operator === OPS.constructPath && Array.isArray(args) && Array.isArray(args[1])) {
      const path: unknown = args[1][0]
      if (!(path instanceof Float32Array)) continue
      for (const { left, right, top, bottom } of partsOf(path)) {
        const [x1, y1] = placed(space, left, top)
        const [x2, y2] = placed(space, right, bottom)
        const width = Math.abs(x2 - x1)
        if (Math.abs(y2 - y1) > THICKEST || width < SHORTEST) continue
        strokes.push({ x: Math.min(x1, x2), y: (y1 + y2) / 2, width })
        if (strokes.length >= MOST) return strokes
      }
    }
  }
  return strokes
}

const placed = (m: Matrix, x: number, y: number): [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
]
