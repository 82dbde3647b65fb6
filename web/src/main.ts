// SPDX-License-Identifier: Apache-2.0
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { makeRouter } from './router';
import { restoreReadingMode } from './shell/reading';
import { useSession } from './session/store';
import './theme/element';
import './theme/base.css';
import './forms/fields/controls.css';

restoreReadingMode();
const app = createApp(App);
app.use(createPinia());
const router = makeRouter(useSession());
app.use(router);
// Drawn once the screen is here: a frame drawn before it would be laid out twice.
void router.isReady().catch(() => {}).then(() => app.mount('#app'));
