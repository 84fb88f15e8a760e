// The API page, made from the same contracts that the server obeys: OpenAPI 3.1, and a page that people can read.
import { z } from 'zod'
import type { Contract } from './contract.ts'

type JsonSchema = { [key: string]: unknown }
type Parameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  schema: unknown
  description?: string
}

export type OpenApiDocument = {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, unknown>>
  components: JsonSchema
}

const ERROR_SCHEMA: JsonSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'details', 'correlationId'],
      properties: {
        code: { type: 'string', description: 'Stable: feature.reason.' },
        message: { type: 'string', description: 'A sentence that says what to do next.' },
        details: { type: 'object' },
        correlationId: { type: 'string' },
      },
    },
  },
}

export function describeApi(contracts: readonly Contract[], version: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const contract of contracts) {
    const path = contract.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][contract.method.toLowerCase()] = operation(contract)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Chartroom',
      version,
      description:
        'The medical records department. Requests other than GET carry the header x-chartroom: 1. Every failure has the shape Error.',
    },
    paths,
    components: {
      schemas: { Error: ERROR_SCHEMA },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'chartroom_session' } },
    },
  }
}

function operation(contract: Contract): JsonSchema {
  const body = contract.body
  return {
    operationId: contract.id,
    tags: [contract.id.split('.', 1)[0]],
    summary: contract.summary,
    description: accessSentence(contract),
    'x-access': contract.access,
    ...(contract.access === 'public' ? {} : { security: [{ session: [] }] }),
    parameters: [...parameters('path', contract.params), ...parameters('query', contract.query)],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: {
              [contract.upload ? 'multipart/form-data' : 'application/json']: {
                schema: schemaOf(body, `${contract.id}.body`, 'input'),
              },
            },
          },
        }
      : {}),
    responses: {
      200: {
        description: contract.streams ? 'A stream.' : 'Done.',
        content: {
          [contract.streams ? 'application/octet-stream' : 'application/json']: {
            schema: schemaOf(contract.answer, `${contract.id}.answer`, 'output'),
          },
        },
      },
      default: {
        description: 'A failure.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function accessSentence(contract: Contract): string {
  if (contract.access === 'public') return 'Needs no sign-in.'
  if (contract.access === 'signed_in') return 'Needs a sign-in.'
  return `Needs the permission ${contract.access}.`
}

function parameters(place: Parameter['in'], schema: z.ZodType | undefined): Parameter[] {
  if (!schema) return []
  const described = schemaOf(schema, place, 'input')
  const properties = (described.properties ?? {}) as Record<string, JsonSchema>
  const required = new Set((described.required ?? []) as string[])
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
    ...(typeof property.description === 'string' ? { description: property.description } : {}),
  }))
}

// A recursive schema refers to itself by `#`; its own $id keeps that pointing inside itself, not at the whole document.
function schemaOf(schema: z.ZodType, name: string, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
  return JSON.stringify(rest).includes('"$ref"') ? { $id: `chartroom:${name}`, ...rest } : rest
}

/** A page without scripts: every route with who may call it, what goes in and what comes out. */
export function apiPage(document: OpenApiDocument): string {
  const sections = Object.entries(document.paths)
    .sort(([left], [right]) => left.localeCompare(right))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) =>
        routeSection(method, path, operation as JsonSchema),
      ),
    )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Chartroom API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${PAGE_STYLE}</style></head><body><main>
<h1>Chartroom API ${escapeHtml(document.info.version)}</h1><p>${escapeHtml(document.info.description)}
The machine-readable description is <a href="/api/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}</main></body></html>`
}

function routeSection(method: string, path: string, operation: JsonSchema): string {
  const { requestBody, responses, parameters: inputs } = operation
  const answer = (responses as Record<string, unknown>)['200']
  return `<section><h2 id="${escapeHtml(String(operation.operationId))}"><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h2>
<p>${escapeHtml(String(operation.summary))} ${escapeHtml(String(operation.description))}</p>
${block('Parameters', inputs)}${block('Body', requestBody)}${block('Answer', answer)}</section>`
}

function block(title: string, value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return ''
  return `<details><summary>${title}</summary><pre tabindex="0">${escapeHtml(JSON.stringify(value, null, 2))}</pre></details>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const PAGE_STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0}
main{max-width:64rem;margin:0 auto;padding:2rem}h2{font-size:1.05rem;margin:2rem 0 .25rem}
pre{overflow:auto;padding:1rem;border:1px solid;font-size:.85rem}summary{cursor:pointer}p{margin:.25rem 0}`
