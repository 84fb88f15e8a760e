// Writes what is generated from the live schema: table types and the catalogue's manifest. `npm run generate`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestDatabase } from '../test/support/database.ts'
import { setup } from '../test/support/global-setup.ts'
import { generateFiles } from './generated-files.ts'

const stop = await setup()
try {
  const database = await createTestDatabase()
  try {
    for (const [path, text] of await generateFiles(database.url)) {
      writeFileSync(join(import.meta.dirname, '..', path), text)
    }
  } finally {
    await database.close()
  }
} finally {
  await stop?.()
}
