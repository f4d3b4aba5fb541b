import { Panel } from './panel.ts';
import { App } from './views/app.ts';

const app = new App();
const panel = new Panel();
app.panel = panel;
document.addEventListener('DOMContentLoaded', () => {
  document.body.append(app);
  panel.open();
});
