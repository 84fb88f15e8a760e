import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { addressOf } from '../../../web/api/call.ts'
import { useMay } from '../../../web/session/session-context.ts'
import { exportChartContract } from '../schemas.ts'

/** The whole chart as a FHIR bundle. The browser streams it to disk; the download itself stands on the trail. */
export function ExportButton({ personId }: { personId: string }) {
  if (!useMay('export.chart')) return null
  return (
    <Button
      component="a"
      href={addressOf(exportChartContract, { personId })}
      download="chart.json"
      variant="default"
      size="compact-sm"
      leftSection={<IconDownload size={14} />}
    >
      Export
    </Button>
  )
}
