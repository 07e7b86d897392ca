import { render } from 'preact';
import '@cueline/console/style/tokens.css';
import '@cueline/console/style/base.css';
import { Panel } from './panel.js';

const page = document.querySelector('#page');
if (page !== null) render(<Panel />, page);
