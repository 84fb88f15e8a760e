// Why a piece can't be taken at all, whoever it is about.
import type { Piece } from './piece.ts'

/** Types that carry a message rather than say something to keep. */
const MESSAGE_TYPES: ReadonlySet<string> = new Set([
  'Bundle',
  'Parameters',
  'OperationOutcome',
  'MessageHeader',
])

export type RefusalReason = { readonly rule: string; readonly reason: string }

export function refusalOfPiece(piece: Piece): RefusalReason | undefined {
  if (piece.problem) return piece.problem
  const errors = piece.findings.filter((finding) => finding.severity === 'error')
  const [first] = errors
  if (first) {
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
    return { rule: first.rule, reason: `${first.path}: ${first.message}${more}` }
  }
  const type = piece.resource?.resourceType
  if (type !== undefined && MESSAGE_TYPES.has(type)) {
    return {
      rule: 'not_a_record',
      reason: `A ${type} carries a message; no chart keeps it. Import the resources that it holds.`,
    }
  }
  return undefined
}
