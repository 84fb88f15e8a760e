// What this machine can do at best: Node's own HTTP server and one prepared statement, without routes, sign-in, access
// checks, metrics or trail. Chartroom's figures are read against it, since it feels the same neighbours.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadConfig } from '../../src/platform/config/load-config.ts'
import { openInstallation } from '../../src/programs/compose.ts'
import { answerQuestions } from './measure.ts'

const opened = await openInstallation(loadConfig(process.env), { connectionsMax: 12, name: 'bench floor' })
const { pool } = opened.deps.db
const server = createServer((request, response) => {
  const id = request.url?.split('/').at(-1)
  const text = 'select resource from charts.entry where entry_id = $1'
  pool
    .query<{ resource: string }>({ name: 'floor', text, values: [id] })
    .then((found) => {
      response.setHeader('content-type', 'application/fhir+json; charset=utf-8')
      response.end(found.rows[0]?.resource)
    })
    .catch(() => response.writeHead(500).end())
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
answerQuestions(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, async () => {
  server.close()
  server.closeAllConnections()
  await opened.close()
})
