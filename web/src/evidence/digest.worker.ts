// Digests a file beside the page, so that typing stays smooth while a long recording is read.
// SPDX-License-Identifier: Apache-2.0
import { digestOf } from './digest';

addEventListener('message', (event: MessageEvent<Blob>) => {
  void digestOf(event.data, (read) => postMessage({ read })).then(
    (sha256) => postMessage({ sha256 }),
    (thrown: unknown) => postMessage({ failed: String(thrown) }),
  );
});
