// Two engines: a quick one for what the reader waits for, a patient one for
// lists and indices. Equal questions are asked once.

const KEPT = 200; // answers
const PATIENCE_MS = 300; // a question that nobody waits for may end by itself

/** The answer as JSON; what is no JSON stays a text. */
function readAnswer({exit, out, err}, words) {
  const answer = {exit, text: out, err};
  if (words.includes('--json'))
    answer.json = JSON.parse(out);
  return answer;
}

export class Lanes {
  #quick;
  #patient;
  #kept = new Map();
  #queue = [];
  #running = null;
  #told;

  /** told(null or {doing, steps, limit}): what the patient engine is at. */
  constructor([quick, patient], told) {
    this.#quick = quick;
    this.#patient = patient;
    this.#told = told;
  }

  /** {exit, text, err, json} of a question; files: {key, list}. */
  quick(words, files) {
    return this.#once(words, files,
      () => this.#quick.ask(words, files.list));
  }

  /** The same when nothing hurries. wanted() false: it is not asked any more. */
  patient(words, files, wanted) {
    return this.#once(words, files, () => new Promise((resolve, reject) => {
      this.#queue.push({words, files, wanted, resolve, reject});
      this.#next();
    }));
  }

  /** Ends what the patient engine is at, and all that waits for it. */
  cancel() {
    for (const {reject} of this.#queue.splice(0))
      reject(new Error('cancelled'));
    if (this.#running)
      this.#patient.cancel();
  }

  /** Nobody waits for some questions any more: makes room for others. */
  tidy() {
    const job = this.#running;
    if (job && !job.wanted() && performance.now() > job.since + PATIENCE_MS)
      this.#patient.cancel();
  }

  #once(words, files, ask) {
    const key = JSON.stringify([words, files.key]);
    let answer = this.#kept.get(key);
    this.#kept.delete(key);
    if (!answer) {
      answer = ask().then((a) => readAnswer(a, words));
      answer.catch(() => this.#kept.delete(key));
    }
    this.#kept.set(key, answer); // the last used one last
    if (this.#kept.size > KEPT)
      this.#kept.delete(this.#kept.keys().next().value);
    return answer;
  }

  async #next() {
    while (!this.#running && this.#queue.length) {
      const job = this.#queue.shift();
      if (!job.wanted()) {
        job.reject(new Error('cancelled'));
        continue;
      }
      this.#running = job;
      job.since = performance.now();
      try {
        job.resolve(await this.#patient.ask(job.words, job.files.list,
          (progress) => this.#told(progress)));
      } catch (error) {
        job.reject(error);
      }
      this.#running = null;
      this.#told(null);
    }
  }
}
