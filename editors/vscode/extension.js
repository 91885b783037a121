// Starts `comitia lsp` and lets the editor talk with it; nothing is built.
const {window, workspace} = require('vscode');
const {LanguageClient} = require('vscode-languageclient/node');

let client;

async function activate() {
  const command = workspace.getConfiguration('comitia').get('path') || 'comitia';
  const started = new LanguageClient('comitia', 'comitia',
    {command, args: ['lsp']},
    {documentSelector: [{language: 'comitia'}]});
  try {
    await started.start();
    client = started;
  } catch (error) {
    window.showErrorMessage(
      `${command} cannot be started: ${error.message}. Install comitia, or set comitia.path.`);
  }
}

function deactivate() {
  return client && client.stop();
}

module.exports = {activate, deactivate};
