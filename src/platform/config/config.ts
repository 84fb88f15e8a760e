// Settings: environment first, then chartroom.config.json, then the default; each remembers where it came from.

export type Config = {
  /** Folder for the embedded database, blobs and checkpoints. CHARTROOM_DATA */
  readonly dataFolder: string
  /** Folder for master and signing keys; outside the data folder and outside backups. CHARTROOM_KEYS */
  readonly keysFolder: string
  /** A second folder for signed checkpoints, best on another machine. CHARTROOM_CHECKPOINTS */
  readonly checkpointsFolder: string | undefined
  /** Another PostgreSQL >= 15; undefined means the embedded one. DATABASE_URL */
  readonly databaseUrl: string | undefined
  /** PORT */
  readonly port: number
  /** Loopback unless told. HOST */
  readonly host: string
  /** Address that people use, for links and cookies; https sets secure cookies. CHARTROOM_PUBLIC_URL */
  readonly publicUrl: string
  /** CHARTROOM_LOG_LEVEL */
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Facility time zone used where none is set. CHARTROOM_TIME_ZONE */
  readonly timeZone: string
  /** Minutes without a request until a session locks. CHARTROOM_IDLE_MINUTES */
  readonly idleMinutes: number
  /** Reverse proxies whose forwarded address is believed. CHARTROOM_TRUSTED_PROXIES */
  readonly trustedProxies: readonly string[]
  /** `folder` or an S3-compatible address. CHARTROOM_BLOBS and CHARTROOM_S3_* */
  readonly blobs:
    | { readonly kind: 'folder' }
    | {
        readonly kind: 's3'
        readonly endpoint: string
        readonly bucket: string
        readonly region: string
        readonly accessKeyId: string
        readonly secretAccessKey: string
      }
  /** Worker threads for validation. CHARTROOM_VALIDATION_THREADS */
  readonly validationThreads: number
}
