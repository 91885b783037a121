// What a page carries of a model: its files, and which of them is the model.

function bytesOfText(base64) {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

/** {main, files: [{path, content}]}; a content that is no UTF-8 is bytes. */
export function readModel(json) {
  const {main, files} = JSON.parse(json);
  return {main, files: files.map(({path, text, base64}) =>
    ({path, content: text ?? bytesOfText(base64)}))};
}

/** The other way; nothing in it can end the element it is put into. */
export function writeModel({main, files}) {
  return JSON.stringify({main, files: files.map(({path, content}) =>
    typeof content === 'string' ? {path, text: content}
      : {path, base64: btoa(Array.from(content,
        (byte) => String.fromCharCode(byte)).join(''))})})
    .replaceAll('<', '\\u003c');
}
