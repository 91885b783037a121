// Starts `comitia lsp` and lets the editor talk with it; nothing is built.
const {commands, window, workspace} = require('vscode');
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
    const settings = 'Settings';
    window.showErrorMessage(
      `Install comitia, or set comitia.path: ${command} cannot be started (${
        error?.message ?? error})`, settings).then((picked) => picked &&
      commands.executeCommand('workbench.action.openSettings', 'comitia.path'));
  }
}

function deactivate() {
  return client && client.stop();
}

module.exports = {activate, deactivate};
