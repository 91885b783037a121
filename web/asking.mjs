// Questions to the engine, answered in a worker of its own.

/** Why a question has no answer: somebody cancelled it, or the engine broke. */
export class NoAnswer extends Error {
  constructor(message, cancelled) {
    super(message);
    this.name = 'NoAnswer';
    this.cancelled = cancelled;
  }
}

/* The engine once compiled, for all workers of the page: a promise of each
   packed text. */
const compiled = new Map();

export class Asking {
  #packed; // the engine as it stands in the page
  #source; // the address of the worker's text
  #worker = null; // null when the engine cannot be had at all
  #compiling = null; // set while the worker here compiles for all of them
  #waiting = new Map();
  #last = 0;

  /** packed: the engine as text of the page; worker: the text of the worker. */
  constructor(packed, worker) {
    this.#packed = packed;
    this.#source = URL.createObjectURL(
      new Blob([worker], {type: 'text/javascript'}));
    this.#start();
  }

  /**
   * Asks with the words of a command line, without "comitia".
   *
   * files: [{path, content}], content a text or bytes; paths as the words and
   * the model name them. progress({doing, steps, limit}) is called now and then.
   * Gives {exit, out, err} as the program would print them; NoAnswer otherwise.
   * Questions are answered in the order they were asked.
   */
  ask(words, files, progress = () => {}) {
    return new Promise((resolve, reject) => {
      if (!this.#worker) {
        reject(new NoAnswer('the engine does not start here', false));
        return;
      }
      const id = ++this.#last;
      this.#waiting.set(id, {resolve, reject, progress});
      this.#worker.postMessage({id, words, files});
    });
  }

  /** Ends all that was asked; the next question goes to a new worker. */
  cancel() {
    this.#end('cancelled', true);
  }

  #start() {
    const worker = new Worker(this.#source);
    this.#worker = worker;
    worker.onmessage = ({data}) => worker === this.#worker && this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.#worker)
        this.#end(event.message ?? 'the worker broke', false);
    };
    const known = compiled.get(this.#packed);
    if (known && !this.#compiling) {
      known.then((module) => worker.postMessage({module}),
        (error) => this.#end(error.message, false));
      return;
    }
    if (!known) {
      const module = new Promise((resolve, reject) => {
        this.#compiling = {resolve, reject};
      });
      module.catch(() => {}); // perhaps nobody else waits for it
      compiled.set(this.#packed, module);
    }
    worker.postMessage({packed: this.#packed});
  }

  #hear({id, module, answer, progress, broken}) {
    const waiting = this.#waiting.get(id);
    if (module) {
      this.#compiling.resolve(module);
      this.#compiling = null;
    } else if (broken) {
      this.#end(broken, false); // its memory cannot be trusted any more
    } else if (progress) {
      waiting?.progress(progress);
    } else {
      this.#waiting.delete(id);
      waiting?.resolve(answer);
    }
  }

  /* An engine that did not compile will not compile the next time either. */
  #end(why, cancelled) {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#worker?.terminate();
    this.#worker = null;
    if (this.#compiling && !cancelled)
      this.#compiling.reject(new NoAnswer(why, false));
    else
      this.#start();
    for (const {reject} of waiting)
      reject(new NoAnswer(why, cancelled));
  }
}
