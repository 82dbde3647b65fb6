// Who is signed in. The cookie is the server's secret; here live the CSRF token and the person's name, in memory only.
// A session that ends while somebody works is renewed in a dialog on the same page: calls that met the 401 wait for it.
// SPDX-License-Identifier: Apache-2.0
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { ApiRefusal, call, door } from '../api/client';
import { counts } from '../shell/counts';
import type { HealthBody, MeBody, SessionBody } from '../api/types';

const kSession = '/api/v1/session';

export interface Credentials {
  username: string;
  password: string;
  totp?: string;
}

export const useSession = defineStore('session', () => {
  const body = ref<SessionBody | null>(null);
  const me = ref<MeBody | null>(null);
  const username = ref(''); // as typed here; the server does not repeat it
  const isDemo = ref(false);
  const hasExpired = ref(false);
  const lookFailure = ref('');
  let looking: Promise<void> | null = null;
  let renewal: { promise: Promise<void>; done: () => void; fail: (reason: ApiRefusal) => void } | null = null;

  const user = computed(() => body.value?.user ?? null);
  const isSignedIn = computed(() => body.value !== null);
  const mustChangePassword = computed(() => user.value?.must_change_password === true);
  const agencyName = computed(() => me.value?.agency.name ?? '');
  // 代办: for whom everything is done now; oneself when empty. The page is drawn anew, since what one may differs.
  const actingFor = ref('');
  const actsFor = computed(() => (me.value?.acts_for ?? []).filter((one) => one.now));
  const actingForName = computed(() => actsFor.value.find((one) => one.user === actingFor.value)?.name ?? '');
  function actFor(someone: string) {
    actingFor.value = someone;
    door.actingFor = someone;
  }
  const usedSecondFactor = computed(() => body.value?.session.second_factor === true);
  const roles = computed(() => (user.value?.roles ?? []).map((role) => role.id));
  const may = (action: string) => me.value?.may.includes(action) === true;
  // 执法监察科 · 执法人员
  const postWords = computed(() => [me.value?.unit_name, roleNames.value].filter(Boolean).join(' · '));
  const roleNames = computed(() => (user.value?.roles ?? []).map((role) => role.name).join('、'));

  function take(taken: SessionBody) {
    // Somebody else has taken over the seat: nothing of the first person's page may stay.
    if (body.value && body.value.user.id !== taken.user.id) window.location.reload();
    body.value = taken;
    door.csrfToken = taken.csrf_token ?? ''; // left out for programs' tokens only
    const known = taken.user.must_change_password || me.value?.user.id === taken.user.id ? Promise.resolve() : lookAtMe();
    hasExpired.value = false;
    renewal?.done();
    renewal = null;
    return known;
  }
  // Whose agency it is and what the person may do; without it the page offers less, and the server decides anyway.
  const askWhoIAm = () => call<MeBody>('/api/v1/me', { needsSession: false }).catch(() => null);
  async function lookAtMe(): Promise<void> {
    me.value = await askWhoIAm();
  }
  function drop() {
    body.value = null;
    me.value = null;
    delete counts.tasks;
    actFor('');
    door.csrfToken = '';
    hasExpired.value = false;
    renewal?.fail(signedOut());
    renewal = null;
  }

  // Asks once a page load whether the cookie still holds, and whether these are demo data.
  function lookOnce(): Promise<void> {
    if (looking) return looking;
    void call<HealthBody>('/healthz', { needsSession: false }).then((health) => (isDemo.value = health.demo === true), () => {});
    // Asked beside, not behind: whoever is signed in waits for one answer instead of two.
    const person = askWhoIAm();
    looking = call<SessionBody>(kSession, { needsSession: false }).then(async (taken) => {
      const known = await person;
      if (known?.user.id === taken.user.id) me.value = known;
      await take(taken);
    }, (thrown) => {
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
    await take(await call<SessionBody>(kSession, { method: 'POST', body: sent, needsSession: false }));
    username.value = sent.username;
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

  // A wrong present password is a refusal to show, not the end of the session.
  async function changePassword(present: string, password: string): Promise<void> {
    await call('/api/v1/me/password', { method: 'POST', body: { present, password }, needsSession: false });
    await take(await call<SessionBody>(kSession));
  }

  const signedOut = () => new ApiRefusal(401, { code: 'unauthenticated', message: '您已退出，请重新登录。' });
  function askToSignIn(): Promise<void> {
    if (!isSignedIn.value) return Promise.reject(signedOut());
    if (!renewal) {
      let resolve = () => {};
      let reject = (_reason: ApiRefusal) => {};
      const promise = new Promise<void>((yes, no) => {
        resolve = yes;
        reject = no;
      });
      renewal = { promise, done: resolve, fail: reject };
    }
    hasExpired.value = true;
    return renewal.promise;
  }
  door.askToSignIn = askToSignIn;

  return {
    user, me, roles, may, lookAtMe, usedSecondFactor, actingFor, actsFor, actingForName, actFor, isDemo, isSignedIn, mustChangePassword, roleNames, postWords, agencyName, username, hasExpired, lookFailure,
    lookOnce, signIn, signOut, changePassword, askToSignIn, drop,
  };
});
