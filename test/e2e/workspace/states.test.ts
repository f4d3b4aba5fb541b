import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { graveFindings } from '../../support/axe.ts';
import { arrangeFlood, emptyPanel, PANEL_STATES } from '../../support/states/panelStates.ts';
import { Stage } from '../../support/states/stage.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

let stage: Stage;
let window: WorkbenchPage;
before(async () => {
  stage = await Stage.start();
  window = await stage.openPanel('states');
});
after(() => stage.close());

for (const { name, arrange, says } of PANEL_STATES) {
  test(`${name}: the panel says so, and axe finds nothing grave`, async () => {
    await emptyPanel(window);
    await arrange(window, stage);
    await window.panel.getByText(says).first().waitFor();
    assert.deepEqual(await graveFindings(await window.panelFrame()), []);
    assert.deepEqual(await window.notifications(), []);
  });
}

test('slowed down, and with a recording that has all it may have, the panel says both', async () => {
  const small = await stage.openSmallPanel();
  await arrangeFlood(small, stage);
  await small.panel.getByText(/the oldest [\d,]+ given up/).waitFor();
  assert.deepEqual(await graveFindings(await small.panelFrame()), []);
});
