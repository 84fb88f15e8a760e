import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { ErrorLine } from '../../../web/ui/ErrorLine.tsx'
import { exportTrail, type TrailFilter } from '../schemas.ts'

/** Saves what the list shows as CSV. A form post, because a person id must not stand in an address. */
export function ExportButton({ filter }: { readonly filter: TrailFilter }) {
  const save = useMutation<void, Error>({ mutationFn: () => downloadCsv(filter) })
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={14} />}
        loading={save.isPending}
        onClick={() => save.mutate()}
      >
        CSV
      </Button>
      <ErrorLine error={save.error} />
    </>
  )
}

async function downloadCsv(filter: TrailFilter): Promise<void> {
  const response = await fetch(exportTrail.path, {
    method: exportTrail.method,
    headers: { 'content-type': 'application/json', 'x-chartroom': '1' },
    credentials: 'same-origin',
    body: JSON.stringify({ filter }),
  })
  if (!response.ok) throw new Error('The trail could not be exported. Load the page again and try once more.')
  const address = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = 'trail.csv'
  link.click()
  URL.revokeObjectURL(address)
}
