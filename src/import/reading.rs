//! Reading several files, a piece at a time.

use super::found::Found;
use super::json_file::JsonFile;
use super::note::{Note, Notes, Place, Severity};
use super::shapes::{Output, Sample, Step, TEXTS, TextReader};
use super::source::{MAX_BYTES, MAX_FILES, Source};
use super::table::{self, Layout, Mapping, TableReading};
use super::terraform;

/// How much of a text is looked at to tell its shape.
const HEAD: usize = 16 * 1024;

/// What was read, file by file and in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// The files, in the order in which they were given.
    pub files: Vec<FileRead>,
    /// What is in them.
    pub found: Found,
    /// What was not taken, or not as it is written.
    pub notes: Notes,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRead {
    /// Its name; empty for what was pasted.
    pub name: String,
    /// What was recognised in it; nothing when it is of no known shape. A file can hold several documents.
    pub shapes: Vec<&'static str>,
    /// How many rows were found in it.
    pub rows: usize,
    /// What the columns were taken for, of a table.
    pub table: Option<Layout>,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many bytes of all are read.
    Reading {
        /// Bytes that are read.
        done: usize,
        /// Bytes in all.
        of: usize,
    },
    /// All is read.
    Finished,
}

/// A reading that is under way. Whoever lets go of it has stopped it, and nothing has happened.
pub struct Reading {
    sources: std::vec::IntoIter<Source>,
    /// The file that is being read.
    current: Option<Current>,
    understood: Understood,
    /// What waits until all files are read.
    terraform: terraform::Files,
    done: usize,
    of: usize,
}

struct Current {
    text: String,
    reader: Reader,
    rows_before: usize,
}

enum Reader {
    Json(JsonFile),
    Text(&'static str, Box<dyn TextReader>),
}

impl Reading {
    /// A reading of these files. Files beyond the limits are refused, which is among the notes.
    pub fn new(sources: Vec<Source>) -> Self {
        let mut understood = Understood::default();
        let (mut taken, mut of) = (Vec::new(), 0);
        for (number, source) in sources.into_iter().enumerate() {
            let refusal = if number >= MAX_FILES {
                Some(format!("At most {MAX_FILES} files are read at once"))
            } else if source.bytes.len() > MAX_BYTES - of {
                let most = MAX_BYTES / (1024 * 1024);
                Some(format!(
                    "The files have more than {most} MiB together, the most that is read at once"
                ))
            } else {
                of += source.bytes.len();
                None
            };
            match refusal {
                None => taken.push(source),
                Some(sentence) => {
                    let file = understood.files.len() as u32;
                    understood.files.push(FileRead {
                        name: source.name,
                        shapes: Vec::new(),
                        rows: 0,
                        table: None,
                    });
                    understood.notes.add(Note {
                        severity: Severity::Refused,
                        place: Place { file, line: 0 },
                        path: String::new(),
                        value: String::new(),
                        sentence,
                    });
                    if number >= MAX_FILES {
                        break;
                    }
                }
            }
        }
        Self {
            sources: taken.into_iter(),
            current: None,
            understood,
            terraform: terraform::Files::default(),
            done: 0,
            of,
        }
    }

    /// Reads on, about `effort` bytes. A few hundred thousand take some milliseconds.
    pub fn step(&mut self, effort: usize) -> Progress {
        let Some(current) = &mut self.current else {
            return match self.sources.next() {
                Some(source) => {
                    self.begin(source);
                    self.progress(0)
                }
                None => self.together(effort),
            };
        };
        let file = self.understood.files.len().saturating_sub(1) as u32;
        let mut out = Output {
            file,
            name: self.understood.files.last().map_or("", |file| &file.name),
            found: &mut self.understood.found,
            notes: &mut self.understood.notes,
            terraform: &mut self.terraform,
        };
        let reader: &mut dyn TextReader = match &mut current.reader {
            Reader::Json(json) => json,
            Reader::Text(_, reader) => reader.as_mut(),
        };
        match reader.step(&current.text, &mut out, effort.max(1)) {
            Step::Reading(at) => self.progress(at),
            Step::Done => {
                self.end();
                self.progress(0)
            }
        }
    }

    /// Reads all that is left.
    pub fn finish(mut self) -> Understood {
        while self.step(usize::MAX) != Progress::Finished {}
        self.understood
    }

    /// What was read, once all is.
    pub fn into_understood(self) -> Understood {
        self.understood
    }

    /// What files say together, once all are read.
    fn together(&mut self, effort: usize) -> Progress {
        let mut files = std::mem::take(&mut self.terraform);
        let mut out = Output {
            file: 0,
            name: "",
            found: &mut self.understood.found,
            notes: &mut self.understood.notes,
            terraform: &mut terraform::Files::default(),
        };
        if !files.step(&mut out, effort.max(1)) {
            self.terraform = files;
            return self.progress(0);
        }
        if !files.is_empty() {
            let counts = self.understood.found.rows_by_file(self.understood.files.len());
            for (file, rows) in self.understood.files.iter_mut().zip(counts) {
                file.rows = rows;
            }
        }
        Progress::Finished
    }

    fn progress(&self, at: usize) -> Progress {
        Progress::Reading {
            done: self.done + at,
            of: self.of,
        }
    }

    fn begin(&mut self, source: Source) {
        let name = source.name.clone();
        let bytes = source.bytes.len();
        let mapping = source.mapping.clone();
        self.understood.files.push(FileRead {
            name: name.clone(),
            shapes: Vec::new(),
            rows: 0,
            table: None,
        });
        let text = match source.into_text() {
            Ok(text) if text.trim_start().is_empty() => Err("It is empty".to_owned()),
            Ok(text) => Ok(text),
            Err(sentence) => Err(sentence),
        };
        let reader = text.and_then(|text| {
            let reader = reader_of(&name, &text, mapping.as_ref())?;
            Ok((text, reader))
        });
        match reader {
            Ok((text, reader)) => {
                if let (Reader::Text(word, _), Some(file)) = (&reader, self.understood.files.last_mut())
                    && *word == table::SHAPE.word
                {
                    file.table = Layout::of_text(&text, mapping.as_ref());
                }
                let rows_before = self.understood.found.row_count();
                self.current = Some(Current {
                    text,
                    reader,
                    rows_before,
                });
            }
            Err(sentence) => {
                self.done += bytes;
                let file = self.understood.files.len().saturating_sub(1) as u32;
                self.understood.notes.add(Note {
                    severity: Severity::Refused,
                    place: Place { file, line: 0 },
                    path: String::new(),
                    value: String::new(),
                    sentence,
                });
            }
        }
    }

    fn end(&mut self) {
        let Some(current) = self.current.take() else { return };
        self.done += current.text.len();
        let rows = self.understood.found.row_count().saturating_sub(current.rows_before);
        if let Some(file) = self.understood.files.last_mut() {
            file.rows = rows;
            file.shapes = match &current.reader {
                Reader::Json(json) => json.words().to_vec(),
                Reader::Text(word, _) => vec![word],
            };
        }
    }
}

/// What reads a text, by its name and what it begins with.
fn reader_of(name: &str, text: &str, mapping: Option<&Mapping>) -> Result<Reader, String> {
    if let Some(mapping) = mapping {
        let reader = TableReading::new(Some(mapping.clone()));
        return Ok(Reader::Text(table::SHAPE.word, Box::new(reader)));
    }
    if text.trim_start().starts_with(['{', '[']) {
        return Ok(Reader::Json(JsonFile::new(name)));
    }
    let sample = Sample {
        name: name.to_lowercase(),
        head: head_of(text),
    };
    let shape = TEXTS.iter().find(|shape| (shape.is)(&sample));
    match shape {
        Some(shape) => Ok(Reader::Text(shape.word, (shape.reader)())),
        None if sample.has_extension("json") => Ok(Reader::Json(JsonFile::new(name))),
        None => Err("It is of no shape that is known".to_owned()),
    }
}

/// The first part of a text, by which its shape is told: whole lines, where there are several.
fn head_of(text: &str) -> &str {
    let begins = text.trim_start();
    let end = (HEAD..begins.len()).find(|end| begins.is_char_boundary(*end));
    let head = begins.get(..end.unwrap_or(begins.len())).unwrap_or(begins);
    match head.rfind('\n') {
        Some(line) if end.is_some() => head.get(..line).unwrap_or(head),
        _ => head,
    }
}
