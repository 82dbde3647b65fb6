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
app.use(makeRouter(useSession()));
app.mount('#app');
