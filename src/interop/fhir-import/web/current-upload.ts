// The window's one upload. It belongs to no page, so that it goes on while the user works elsewhere.
import { useEffect, useSyncExternalStore } from 'react'
import { call } from '../../../web/api/call.ts'
import { upload } from '../../../web/api/upload.ts'
import { openImportContract, readImportContract, startImportContract, uploadContract } from '../schemas.ts'
import { type ImportServer, ImportUpload, type UploadView } from './import-upload.ts'

const server: ImportServer = {
  open: async (source) => (await call(openImportContract, { body: { source } })).runId,
  async send(runId, files, onProgress, signal) {
    const form = new FormData()
    for (const { path, file } of files) form.append('file', file, path)
    await upload(uploadContract, { params: { runId }, files: form, onProgress, signal })
  },
  async arrived(runId) {
    const found: { path: string; bytes: number | null }[] = []
    let after: number | null = -1
    while (after !== null) {
      const page: { units: readonly { fileName: string; bytes: number | null }[]; next: number | null } =
        await call(readImportContract, { params: { runId }, query: { after, limit: 500 } })
      found.push(...page.units.map((unit) => ({ path: unit.fileName, bytes: unit.bytes })))
      after = page.next
    }
    return found
  },
  async start(runId) {
    await call(startImportContract, { params: { runId } })
  },
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

export const currentUpload = new ImportUpload(server)

/** The upload as it stands; the browser asks before the window is closed on it. */
export function useCurrentUpload(): UploadView {
  const view = useSyncExternalStore(currentUpload.subscribe, currentUpload.view)
  const isSending = view.phase === 'sending'
  useEffect(() => {
    if (!isSending) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isSending])
  return view
}
