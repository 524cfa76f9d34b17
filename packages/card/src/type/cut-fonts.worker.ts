import { serveJobs } from '../threads/serve-jobs.js';
import { subsetFonts } from './subset-fonts.js';

/** Thread of the font cutter: it alone holds the decoded typefaces, tens of megabytes of them. */
serveJobs(subsetFonts);
