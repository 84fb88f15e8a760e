import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { SidePanel } from '../../../web/shell/SidePanel.tsx'
import { BesidePerson } from './BesidePerson.tsx'
import { TrendView } from './TrendView.tsx'

export type TrendPanelProps = {
  readonly code: string
  readonly title: string
  readonly onClose: () => void
  readonly onBack: (() => void) | undefined
}

export function TrendPanel({ code, title, onClose, onBack }: TrendPanelProps) {
  return (
    <SidePanel title="Trend" wide onClose={onClose} actions={<BackButton onBack={onBack} />}>
      <BesidePerson />
      <TrendView code={code} title={title} height={220} table />
    </SidePanel>
  )
}

/** Back to what stood beside the page before. */
export function BackButton({ onBack }: { onBack: (() => void) | undefined }) {
  if (onBack === undefined) return null
  return (
    <Button variant="subtle" size="compact-xs" leftSection={<IconArrowLeft size={13} />} onClick={onBack}>
      Back
    </Button>
  )
}
