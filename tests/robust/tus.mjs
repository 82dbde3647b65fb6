// Uploads one file with tus-js-client, as a browser or a program of others would, and says on standard output how it goes.
//
//   node tus.mjs ENDPOINT TOKEN FILE STATE [PAUSE_AT]
//
// Lines: `at BYTES`, `again STATUS` before a retry, `paused BYTES` when PAUSE_AT was reached (then it ends, leaving what
// it knows in STATE, from which the next run resumes), `resumed` when an earlier run was found, `done SHA256 ADDRESS`.
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'

// The package is installed under the build folder, not beside this file.
const require = createRequire(path.join(process.env.MINGJING_NODE_MODULES ?? process.cwd(), 'package.json'))
const tus = require('tus-js-client')

const [endpoint, token, file, state, pauseAt] = process.argv.slice(2)
const say = (...words) => fs.writeSync(1, words.join(' ') + '\n')
let sha256 = ''

const upload = new tus.Upload(fs.createReadStream(file), {
  endpoint,
  headers: { Authorization: `Bearer ${token}` },
  metadata: { filename: '现场录像.bin' },
  chunkSize: 2 << 20,
  retryDelays: [100, 200, 400, 800, 1000, 1000, 2000, 2000, 4000, 4000],
  urlStorage: new tus.FileUrlStorage(state),
  storeFingerprintForResuming: true,
  removeFingerprintOnSuccess: true,
  // Slow enough that somebody has time to kill the server between two pieces, or within one.
  onBeforeRequest: () => new Promise((resolve) => setTimeout(resolve, 30)),
  onAfterResponse: (request, response) => {
    sha256 = response.getHeader('Upload-Sha256') ?? sha256
  },
  onShouldRetry: (error, attempt) => {
    say('again', error.originalResponse?.getStatus() ?? 0)
    const status = error.originalResponse?.getStatus() ?? 0
    return attempt < 10 && (status === 0 || status >= 500 || status === 409 || status === 423)
  },
  onChunkComplete: (size, accepted) => {
    say('at', accepted)
    if (pauseAt && accepted >= Number(pauseAt)) {
      void upload.abort().then(() => {
        say('paused', accepted)
        process.exit(0)
      })
    }
  },
  onError: (error) => {
    say('failed', String(error).replace(/\s+/g, ' '))
    process.exit(1)
  },
  onSuccess: () => {
    say('done', sha256, upload.url)
    process.exit(0)
  },
})

const earlier = await upload.findPreviousUploads()
if (earlier.length > 0) {
  upload.resumeFromPreviousUpload(earlier[0])
  say('resumed')
}
upload.start()
