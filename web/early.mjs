// The engines start before the rest of the page is unpacked.

import {Asking} from './asking.mjs';

/** Two engines: for what the reader waits for, and for what may take long. */
export const engines = [0, 1].map(() => new Asking(
  document.getElementById('comitia-engine').textContent,
  document.getElementById('comitia-worker').textContent));
