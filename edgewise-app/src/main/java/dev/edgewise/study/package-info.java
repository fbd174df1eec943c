/// The experiment: settings come in, the same clips are sent to four places in interleaved blocks,
/// with each model and over each link, and a run's folder goes out. A
/// [dev.edgewise.study.StudyRun] makes of the folder alone what text, page and JSON say.
/// Begin with [dev.edgewise.study.Study].
///
/// ## The way of a run
///
///     StudySettings   what is compared, and how
///     Site            the models, servers and links that it needs       -> an Arm for each place
///     Measurement     one session: links, warm-up, blocks               -> Sample, Resources
///     OutputFolder    study.json, samples.jsonl, resources.jsonl        -> StudyRun
///     BrokenRun       a folder to go on with
///     StudyCell       one model over one link                           -> StudyResult
@NullMarked
package dev.edgewise.study;

import org.jspecify.annotations.NullMarked;
