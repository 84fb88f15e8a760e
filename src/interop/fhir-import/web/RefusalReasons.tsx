import type { CallAnswer } from '../../../web/api/call.ts'
import { Panel } from '../../../web/ui/Panel.tsx'
import { StateView } from '../../../web/ui/StateView.tsx'
import type { readImportContract } from '../schemas.ts'
import { BarList } from './BarList.tsx'
import { RejectsLink } from './RejectsLink.tsx'
import { reasonInWords, ruleInWords } from './rule-words.ts'

export type Reason = CallAnswer<typeof readImportContract>['reasons'][number]

/** Why things were refused, most frequent first, each a door to the queue. */
export function RefusalReasons({ runId, reasons }: { runId: string; reasons: readonly Reason[] }) {
  return (
    <Panel title="Why it was refused">
      {reasons.length === 0 ? (
        <StateView state="empty" empty={{ title: 'Nothing is refused' }} />
      ) : (
        <BarList
          label="Reasons of refusal"
          items={reasons.map((reason) => ({
            key: `${reason.rule} ${reason.kind ?? ''}`,
            label: (
              <RejectsLink
                address={{ run: runId, rule: reason.rule, state: reason.open > 0 ? 'open' : 'dismissed' }}
              >
                {ruleInWords(reason.rule)}
                {reason.kind === null ? '' : `: ${reason.kind}`}
              </RejectsLink>
            ),
            count: reason.count,
            tone: 'refused',
            detail:
              reason.open < reason.count
                ? `${reasonInWords(reason.example)} · ${reason.open} still open`
                : reasonInWords(reason.example),
          }))}
        />
      )}
    </Panel>
  )
}
