import { obey } from './commands.ts';
import { provideMenuContext } from './dom/menuContext.ts';
import { Panel } from './panel.ts';
import { App } from './views/app.ts';

const app = new App();
const panel = new Panel();
app.panel = panel;
provideMenuContext(app, () => ({ sessionId: panel.store.state.sessionId }));
document.addEventListener('DOMContentLoaded', () => {
  document.body.append(app);
  panel.open((command) => {
    obey(panel, command);
  });
});
