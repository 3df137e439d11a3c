import '@awesome.me/webawesome/dist/styles/themes/default.css';
import '../src/ui/styles/index.css';
import { startApp } from '../src/app/start.js';
import { FakeEngine } from './fake-engine.js';

const query = new URLSearchParams(location.search);
const mode = query.get('fake') ?? sessionStorage.getItem('fake') ?? '';
sessionStorage.setItem('fake', mode);
startApp(new FakeEngine(mode, Number(query.get('customers') ?? '2000')));
