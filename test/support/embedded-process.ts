// A Chartroom process for tests: uses the embedded database of the given folders until its standard input ends.
import { startEmbedded } from '../../src/platform/db/embedded/start-embedded.ts'

const [dataFolder = '', keysFolder = ''] = process.argv.slice(2)
let adopted = false
const database = await startEmbedded({
  dataFolder,
  keysFolder,
  log: {
    info(fields, event) {
      if (event === 'database.started') adopted = (fields as { adopted: boolean }).adopted
    },
    warn: (fields, event) => console.error(event, fields),
    error: (fields, event) => console.error(event, fields),
  },
})
process.stdout.write(`${JSON.stringify({ ownerUrl: database.ownerUrl, pid: database.pid(), adopted })}\n`)
process.stdin.resume()
process.stdin.once('end', () => {
  void database.stop()
})
