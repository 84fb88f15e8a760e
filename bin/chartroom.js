#!/usr/bin/env node
// The command `chartroom`: installs what is missing, builds the pages where they are served, and runs src/programs/cli.ts.
import { join } from 'node:path'
import { ensureInstalled, ROOT } from './install.js'
import { runNode } from './run-node.js'
import { ensureWebBuilt } from './web-stamp.js'

const SERVES_PAGES = ['demo', 'serve']

await ensureInstalled()
const args = process.argv.slice(2)
if (SERVES_PAGES.includes(args[0]) && !args.includes('--help')) await ensureWebBuilt()
process.exitCode = await runNode([join(ROOT, 'src/programs/cli.ts'), ...args])
