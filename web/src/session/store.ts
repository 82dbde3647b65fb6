// Who is signed in. The cookie is the server's secret; here live the CSRF token and the person's name, in memory only.
// A session that ends while somebody works is renewed in a dialog on the same page: calls that met the 401 wait for it.
// SPDX-License-Identifier: Apache-2.0
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { ApiRefusal, call, door } from '../api/client';
import type { SessionBody } from '../api/types';

const kSession = '/api/v1/session';

export interface Credentials {
  username: string;
  password: string;
  totp?: string;
}

export const useSession = defineStore('session', () => {
  const body = ref<SessionBody | null>(null);
  const hasExpired = ref(false);
  const lookFailure = ref('');
  let looking: Promise<void> | null = null;
  let renewal: { promise: Promise<void>; done: () => void } | null = null;

  const user = computed(() => body.value?.user ?? null);
  const isSignedIn = computed(() => body.value !== null);
  const mustChangePassword = computed(() => body.value?.must_change_password === true);
  const isDemo = computed(() => body.value?.demo === true);
  const roleNames = computed(() => (user.value?.roles ?? []).map((role) => role.name).join('、'));

  function take(taken: SessionBody) {
    body.value = taken;
    door.csrfToken = taken.csrf_token;
    hasExpired.value = false;
    renewal?.done();
    renewal = null;
  }
  function drop() {
    body.value = null;
    door.csrfToken = '';
    hasExpired.value = false;
  }

  // Asks once a page load whether the cookie still holds.
  function lookOnce(): Promise<void> {
    looking ??= call<SessionBody>(kSession, { needsSession: false }).then(take, (thrown) => {
      if (thrown instanceof ApiRefusal && thrown.status !== 401) {
        lookFailure.value = thrown.message;
        looking = null;
      }
    });
    return looking;
  }

  async function signIn(credentials: Credentials): Promise<void> {
    const sent: Credentials = { username: credentials.username.trim(), password: credentials.password };
    if (credentials.totp?.trim()) sent.totp = credentials.totp.replace(/\s/g, '');
    take(await call<SessionBody>(kSession, { method: 'POST', body: sent, needsSession: false }));
    lookFailure.value = '';
  }

  async function signOut(): Promise<void> {
    try {
      await call(kSession, { method: 'DELETE', needsSession: false });
    } catch (thrown) {
      if (!(thrown instanceof ApiRefusal) || thrown.status !== 401) throw thrown; // already out is out
    }
    drop();
  }

  async function changePassword(present: string, next: string): Promise<void> {
    await call(`${kSession}/password`, { method: 'POST', body: { password: present, new_password: next } });
    take(await call<SessionBody>(kSession));
  }

  function askToSignIn(): Promise<void> {
    if (!renewal) {
      let done = () => {};
      const promise = new Promise<void>((resolve) => (done = resolve));
      renewal = { promise, done };
    }
    hasExpired.value = true;
    return renewal.promise;
  }
  door.askToSignIn = askToSignIn;

  return {
    user, isSignedIn, mustChangePassword, isDemo, roleNames, hasExpired, lookFailure,
    lookOnce, signIn, signOut, changePassword, askToSignIn, drop,
  };
});
